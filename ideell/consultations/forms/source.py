"""Forms for the report and its outline."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField

from ideell.consultations.models import SourceNode
from ideell.consultations.words import NODE_KIND_NAMES
from ideell.foundation.forms import AtMost, Form, Needed, many_lines, one_line
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.people.forms import choices_of

LAST_PAGE = 99_999


class PageField(IntegerField):
    """The number of a page, or nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Understand "45" and "s. 45"; raise in words for what is no page."""
        if not valuelist:
            return
        typed = str(valuelist[0]).strip().lower().removeprefix("s.").strip()
        self.data = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
        if typed and (self.data is None or not 1 <= self.data <= LAST_PAGE):
            raise ValueError(_("Skriv sidans nummer med siffror, till exempel 45."))


class FileForm(Form):
    """The report as a file."""

    file = FileField(lazy("Välj filen"))
    title = StringField(lazy("Vad ska den heta här?"), [AtMost(500)], filters=[one_line])


class ContentsForm(Form):
    """A pasted table of contents."""

    contents = TextAreaField(
        lazy("Innehållsförteckningen"),
        [Needed(lazy("Klistra in innehållsförteckningen, en rubrik per rad.")), AtMost(200_000)],
        filters=[many_lines],
    )


class NodeForm(Form):
    """One chapter, section or box."""

    number = StringField(lazy("Nummer"), [AtMost(40)], filters=[one_line])
    heading = TextAreaField(
        lazy("Rubrik"), [Needed(lazy("Skriv en rubrik.")), AtMost(2000)], filters=[one_line]
    )
    kind = SelectField(lazy("Vad är det?"), choices=choices_of(NODE_KIND_NAMES))
    page = PageField(lazy("Sida"))

    @classmethod
    def of(cls, node: SourceNode, *, sent: bool = True) -> NodeForm:
        """Return the form filled with what stands; without `sent`, never with what was sent."""
        values = {"data": facts_of(node)}
        return cls(**values) if sent else cls(formdata=None, **values)

    def differs_from(self, node: SourceNode) -> bool:
        """Tell whether something else was typed than what stands."""
        return self.facts != facts_of(node)

    @property
    def facts(self) -> dict[str, Any]:
        """Return the values for the verbs."""
        return {name: getattr(self, name).data or "" for name in ("number", "heading", "kind")} | {
            "page": self.page.data
        }


def facts_of(node: SourceNode) -> dict[str, Any]:
    """Return what the form shows of a node."""
    known = {"number": node.number, "heading": node.heading, "kind": node.kind}
    return known | {"page": node.page_from}


class NewNodeForm(NodeForm):
    """A node to add, after another one or under it."""

    under = BooleanField(lazy("Lägg den ett steg in, under rubriken"))

    @property
    def facts(self) -> dict[str, Any]:
        """Return the values for the verbs, with where it goes."""
        return super().facts | {"under": self.under.data}
