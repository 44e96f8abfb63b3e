"""Forms of what a document is called and how it is found; and of sharing a new one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from ideell.documents.fields import SubjectsOfOwn, YearField, subjects_in
from ideell.documents.forms.files import Describing
from ideell.documents.models import LINE, MOST_TAGS, OFFERED, TAG, TITLE, Document
from ideell.documents.subjects import SUBJECTS
from ideell.foundation.about import Subject, find_subject
from ideell.foundation.actor import Actor
from ideell.foundation.forms import AtMost, Needed, one_line
from ideell.foundation.language import lazy
from ideell.foundation.shared_forms import SharedForm
from ideell.people.audience_form import AudienceField
from ideell.people.forms import ChecksField

ALONE = ""


class FactsForm(SharedForm):
    """What a document is called and how it is found."""

    title = StringField(
        lazy("Titel"), [Needed(lazy("Skriv vad dokumentet heter.")), AtMost(TITLE)],
        filters=[one_line],
    )  # fmt: skip
    line = StringField(lazy("Vad är det? En rad"), [AtMost(LINE)], filters=[one_line])
    subjects = ChecksField(
        lazy("Ämnen"), choices=[SelectChoice(value=one, label=one) for one in SUBJECTS]
    )
    own_subjects = StringField(
        lazy("Egna ämnen"), [AtMost(TAG * MOST_TAGS), SubjectsOfOwn()], filters=[one_line]
    )
    year = YearField(lazy("Vilket år gäller det?"))
    about = SelectField(lazy("Vad hör det till?"), choices=[], default=ALONE)

    def known_of(self, document: Document) -> dict[str, Any]:
        """Return what stands of the document."""
        own = [tag for tag in document.tags if tag not in SUBJECTS]
        return {
            "title": document.title,
            "line": document.line,
            "subjects": [tag for tag in document.tags if tag in SUBJECTS],
            "own_subjects": ", ".join(own),
            "year": document.year,
            "about": self.about_mark,
        }

    def __init__(self, thing: Document | None = None, *, about: str = ALONE, **more: Any) -> None:
        self.about_mark = about
        super().__init__(thing, **more)

    def offer_subjects(self, some: Iterable[Subject]) -> None:
        """Offer what a document can be about."""
        nothing = SelectChoice(value=ALONE, label=lazy("Inget särskilt"))
        known = [SelectChoice(one.mark, one.title) for one in some]
        if not known:
            del self.about
            return
        self.about.choices = [nothing, *known]
        if self.about.data is None or (not self.is_sent and not self.about.data):
            self.about.data = self.about_mark

    @property
    def mark(self) -> str:
        """Return what it is about, as a mark."""
        return str(self.about.data or ALONE) if "about" in self else ALONE

    @property
    def facts(self) -> dict[str, Any]:
        """Return the values for the verbs."""
        tags = [*(self.subjects.data or []), *subjects_in(self.own_subjects.data)]
        return {
            "title": self.title.data or "",
            "line": self.line.data or "",
            "tags": list(dict.fromkeys(tags)),
            "year": self.year.data,
        }


class ShareForm(Describing, FactsForm):
    """The same for a new document, with who sees it, and what a picture shows."""

    said_of = TextAreaField(lazy("Vad visar bilden?"), [AtMost(500)], filters=[one_line])
    room = AudienceField(lazy("Vilka ska se dokumentet?"))
    anyway = BooleanField(lazy("Dela den ändå, som ett eget dokument"))

    def offer(
        self, actor: Actor, some: Iterable[Subject], *, is_picture: bool = False, twin: bool = False
    ) -> None:
        """Offer where `actor` may share, and what a document can be about.

        Only a picture is described, and only a twin is shared anyway.
        """
        self.offer_subjects(some)
        self.room.offer(actor, OFFERED, about=find_subject(self.mark, actor))
        if not is_picture:
            del self.said_of
        if not twin:
            del self.anyway
