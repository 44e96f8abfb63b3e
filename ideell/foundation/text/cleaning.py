"""The one place where HTML is made harmless: nh3 first, then bleach.

User text is never HTML, so for it these are the second and third walls; for reports that come
in as HTML or Word they are the first two. The attributes allowed are few enough to be checked by
value: no id (which could shadow a name of ours), no style, no hx-*, no on*.
"""

import re
import threading
from collections.abc import Mapping
from typing import NamedTuple

import nh3
from bleach.sanitizer import Cleaner
from markupsafe import Markup

LINK_REL = "noopener nofollow ugc"
_ADDRESS = re.compile(r"(?:https?://[^\s/\\]|mailto:[^\s/\\])[^\s\\]*", re.IGNORECASE)
_HALF_SIGNS = re.compile("[\ud800-\udfff]")
_CLASSES = frozenset({"touched", "footnote", "footnote-mark"})
_SCHEMES = {"http", "https", "mailto"}


class Allowed(NamedTuple):
    """The tags that survive cleaning, and the attributes that each may carry."""

    name: str
    tags: frozenset[str]
    attributes: Mapping[str, frozenset[str]]


_DOCUMENT_TAGS = (
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code sub hr dl dt dd "
    "table caption thead tbody tfoot tr th td"
)

INLINE = Allowed(
    "inline",
    frozenset({"a", "br", "em", "small", "span", "strong", "sup"}),
    {
        "a": frozenset({"href"}),
        "small": frozenset({"class"}),
        "span": frozenset({"class"}),
        "sup": frozenset({"class"}),
    },
)
"""What may stand inside a block of ours."""

DOCUMENT = Allowed(
    "document",
    INLINE.tags | frozenset(_DOCUMENT_TAGS.split()),
    {
        **INLINE.attributes,
        "th": frozenset({"scope", "colspan", "rowspan"}),
        "td": frozenset({"colspan", "rowspan"}),
    },
)
"""What may stand in a report or a paper that was brought in."""

_cleaners = threading.local()


def clean(html: str, allowed: Allowed = INLINE) -> Markup:
    """HTML with nothing left in it that can act: only allowed tags, attributes and schemes.

    Scripts and styles go with their content, other tags leave their text. Cleaning twice
    changes nothing.
    """
    first = nh3.clean(
        _HALF_SIGNS.sub("\ufffd", html),
        tags=set(allowed.tags),
        attributes={tag: set(names) for tag, names in allowed.attributes.items()},
        attribute_filter=_kept_by_nh3,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return Markup(_with_rel(_bleach(allowed).clean(first)))  # noqa: S704  # because cleaned just here


def _kept_by_nh3(_tag: str, name: str, value: str) -> str | None:
    return value if _is_fine(name, value) else None


def _is_fine(name: str, value: str) -> bool:
    """Whether an attribute that is allowed by name is also allowed by value."""
    if name == "href":
        return bool(_ADDRESS.fullmatch(value))
    if name == "class":
        return value in _CLASSES
    if name == "scope":
        return value in ("col", "row")
    return name in ("colspan", "rowspan") and value.isascii() and value.isdigit() and len(value) < 3


def _bleach(allowed: Allowed) -> Cleaner:
    """A cleaner of this thread; bleach's are quick to use, slow to make and not shared safely."""
    cleaners: dict[str, Cleaner] = _cleaners.__dict__
    if allowed.name not in cleaners:
        cleaners[allowed.name] = Cleaner(
            tags=allowed.tags,
            attributes=lambda tag, name, value: (
                name in allowed.attributes.get(tag, ()) and _is_fine(name, value)
            ),
            protocols=_SCHEMES,
            strip=True,
            strip_comments=True,
        )
    return cleaners[allowed.name]


def _with_rel(html: str) -> str:
    """Give every link its rel; the attribute values of cleaned HTML hold no raw ``<``."""
    return html.replace("<a href=", f'<a rel="{LINK_REL}" href=')
