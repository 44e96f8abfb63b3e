"""Forms of the files: one chosen, what a picture shows, what a newer version brings."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField

from ideell.documents.models import LINE
from ideell.foundation.forms import AtMost, Form, one_line
from ideell.foundation.language import lazy


class UploadForm(Form):
    """The file."""

    file = FileField(lazy("Välj filen"))


class Describing:
    """A form that asks what a picture shows, when it is one."""

    data: Any

    @property
    def description(self) -> str:
        """Return what the picture shows."""
        return str(self.data.get("said_of") or "")


class VersionForm(Describing, Form):
    """What a newer version brings."""

    note = StringField(lazy("Vad är ändrat?"), [AtMost(LINE)], filters=[one_line])
    said_of = TextAreaField(lazy("Vad visar bilden?"), [AtMost(500)], filters=[one_line])

    def offer(self, *, is_picture: bool) -> None:
        """Only a picture is described."""
        if not is_picture:
            del self.said_of
