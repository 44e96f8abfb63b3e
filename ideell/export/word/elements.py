"""Small pieces of WordprocessingML that python-docx has no words for."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement


def element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """Return `<tag>` with attributes in Word's own namespace, and with children."""
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made


def text_element(text: str) -> BaseOxmlElement:
    """Return a text whose spaces at the ends are kept."""
    made = element("w:t")
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def field(instruction: str, shown: str) -> list[BaseOxmlElement]:
    """Return the runs of a field that Word fills in, showing `shown` until it does."""
    code = element("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", code),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        element("w:r", text_element(shown)),
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]
