"""Forms of posts, in which people may be named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import request
from wtforms import (
    HiddenField,
    MultipleFileField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from ideell.discussions.mentioning import Found, Unclear
from ideell.discussions.models import Post, Thread
from ideell.discussions.naming import find_in_thread
from ideell.discussions.posting import LONGEST_POST
from ideell.files.attachments import MOST, chosen
from ideell.files.models import Upload
from ideell.files.taking import largest_megabytes
from ideell.files.uploads import waiting_among
from ideell.foundation.access import find_visible
from ideell.foundation.actor import Actor
from ideell.foundation.forms import AtMost, Form, Needed, many_lines
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import lazy
from ideell.foundation.sent import values_of
from ideell.foundation.shared_forms import SharedForm
from ideell.people.sharing import Room
from ideell.writing.drafts import opened_now
from ideell.writing.text_form import number_in

GONE = lazy(
    "En fil som skulle följa med finns inte kvar, eller är redan skickad. Välj den igen om den ska "
    "med."
)


class MeantForm(Form):
    """A form with a text in which people may be named: what is unclear is asked about.

    The answers come as `menade-0`, with what had been typed in `ord-0`.
    """

    found: Found = Found()

    def sent_and_valid(self) -> bool:
        """Tell as every form; one that is answered again holds what was kept until now."""
        is_fine = super().sent_and_valid()
        if self.is_sent and not is_fine and "opened" in self:
            self.opened.data = opened_now()
        return is_fine

    def find(self, body: str, where: Thread | Room, about: Any = None) -> None:
        """Find who is named among those who see the thread; what is unclear is a fault."""
        self.found = find_in_thread(body, where, self.meant, about=about)
        if self.found.unclear:
            raise ValidationError(complaint_about(self.found.unclear[0]))

    @property
    def meant(self) -> Mapping[str, str]:
        """Return whom the writer says they meant, by what they had typed."""
        answers = (key for key in request.form if key.startswith("menade-"))
        typed = {key: request.form.get(f"ord-{key.partition('-')[2]}", "") for key in answers}
        return {word.casefold(): request.form[key] for key, word in typed.items()}


def complaint_about(unclear: Unclear) -> str:
    """Return "Vi hittar ingen Brigitta. Menade du Birgitta Lindqvist?"."""
    name = unclear.typed
    if unclear.fits_many:
        return _("Flera heter %(name)s. Välj vem du menar.", name=name)
    if len(unclear.meant) == 1:
        (_number, one) = unclear.meant[0]
        return _("Vi hittar ingen %(name)s. Menade du %(one)s?", name=name, one=one)
    if unclear.meant:
        return _("Vi hittar ingen %(name)s. Välj vem du menar.", name=name)
    return _("Vi hittar ingen %(name)s bland dem som ser det här.", name=name)


class PostForm(MeantForm):
    """Something to say in a thread, maybe in answer to a post, maybe with files."""

    opened = HiddenField()
    read_to = HiddenField()
    body = TextAreaField(
        lazy("Ditt svar"),
        [Needed(lazy("Skriv något först.")), AtMost(LONGEST_POST)],
        filters=[many_lines],
    )
    waiting = SelectMultipleField(
        lazy("Filer som följer med"), coerce=int, validate_choice=False,
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip
    files = MultipleFileField(lazy("Bifoga filer"))

    thread: Thread
    quoted: Post | None = None
    along: Sequence[Upload] = ()  # files that were received already, and wait for the post
    is_missing_files = False

    @classmethod
    def of(cls, thread: Thread, actor: Actor, kept: KeptForm | None = None) -> PostForm:
        """Return the form, as sent, as kept, or empty."""
        form = cls()
        form.thread = thread
        quoted = request.form.getlist("quoted")
        if not form.is_sent:
            form.opened.data = opened_now()
            fields = kept.fields if kept is not None else {}
            form.fill({key: fields[key] for key in ("body",) if key in fields})
            quoted = [str(fields.get("quoted", ""))]
            named = values_of(fields, "waiting") if "waiting" in fields else ()
        else:
            named = request.form.getlist("waiting")
        numbers = {number_in(one) or 0 for one in named}
        form.carry(waiting_among(numbers, actor))
        form.is_missing_files = len(form.along) < len(numbers)
        form.quoted = quotable(thread, quoted[-1] if quoted else "", actor)
        return form

    @classmethod
    def empty(cls, thread: Thread) -> PostForm:
        """Return the form as it stands when something was just said."""
        form = cls(formdata=None)
        form.thread, form.opened.data = thread, opened_now()
        return form

    def carry(self, along: Iterable[Upload]) -> None:
        """Let files that were received already come along with the post."""
        self.along = list(along)
        self.waiting.choices = [(one.id, one.file.in_words) for one in self.along]
        self.waiting.data = [one.id for one in self.along]

    def validate_body(self, field: Any) -> None:
        """Ask whom was meant, where a name is unclear."""
        self.find(field.data or "", self.thread)

    @property
    def gone(self) -> str:
        """What to say when a file of a draft waits no longer."""
        return str(GONE)

    def validate_files(self, field: Any) -> None:
        """Say so when a file that should come along is gone: it waits for a week."""
        if self.is_missing_files:
            raise ValidationError(str(GONE))

    @property
    def about_files(self) -> str:
        """How many files are taken, how large, and who sees them."""
        return _(
            "Högst %(many)s filer åt gången, tillsammans högst %(most)s MB. De syns för alla som "
            "ser diskussionen.",
            many=MOST,
            most=largest_megabytes(),
        )

    @property
    def uploads(self) -> list[Any]:
        """Return the files that were chosen."""
        return chosen(self.files.data or [])


def quotable(thread: Thread, number: str, actor: Actor) -> Post | None:
    """Return the post of the thread with this number when it can be quoted."""
    post_id = number_in(number)
    post: Post | None = find_visible(Post, post_id, actor) if post_id else None
    fits = post is not None and post.thread_id == thread.id and post.state == "visible"
    return post if fits else None


class ChangePostForm(SharedForm, MeantForm):
    """A post changed by its author, who may have it open twice."""

    body = TextAreaField(
        lazy("Ditt inlägg"),
        [
            Needed(lazy("Skriv något. Du tar tillbaka inlägget på dess egen sida.")),
            AtMost(LONGEST_POST),
        ],
        filters=[many_lines],
    )

    def __init__(self, post: Post) -> None:
        self.post = post
        super().__init__(post)

    def known_of(self, thing: Any) -> dict[str, Any]:
        """Return what stands."""
        return {"body": thing.body}

    def validate_body(self, field: Any) -> None:
        """Ask whom was meant, where a name is unclear."""
        self.find(field.data or "", self.post.thread)
