"""What comes with a form: a number that can be one, every value, and no control characters."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_migrate import downgrade, upgrade
from werkzeug.datastructures import MultiDict
from wtforms import SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice

from ideell import create_app
from ideell.extensions import db
from ideell.foundation import keep
from ideell.foundation.forms import Form
from ideell.foundation.keep import AlreadyDone, KeptForm, new_once
from ideell.foundation.sent import sent_fields, sent_once
from tests.browsing import Browsers
from tests.conftest import settings_for
from tests.world import World, build_world

NUL = "a\0b"
EARLIER = "c373d3cdb80d"  # numbers of forms had no place


class Choices(Form):
    """A form with a field that holds several values."""

    name = StringField()
    parts = SelectMultipleField(
        choices=[SelectChoice(value=one, label=one) for one in ("1", "2", "3")]
    )


@pytest.mark.parametrize(
    "once", ["abc-DEF_123", "x" * 64, new_once()], ids=["letters", "long", "ours"]
)
def test_a_number_of_a_form_is_read(app: Flask, once: str) -> None:
    with app.test_request_context(method="POST", data={"once": once}):
        assert sent_once() == once


@pytest.mark.parametrize("once", ["", NUL, "å", "x" * 65, "a b", "a\n", "<b>"])
def test_what_cannot_be_a_number_is_none(app: Flask, once: str) -> None:
    with app.test_request_context(method="POST", data={"once": once}):
        assert sent_once() == ""


def test_every_value_of_a_field_is_read_and_the_hidden_ones_are_not(app: Flask) -> None:
    sent = MultiDict([("parts", "1"), ("parts", "3"), ("name", "Anna"), ("csrf_token", "t")])
    with app.test_request_context(method="POST", data=sent):
        assert sent_fields() == {"parts": ["1", "3"], "name": "Anna"}


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ({"parts": ["1", "3"], "name": "Anna"}, ["1", "3"]),
        ({"parts": "2", "name": "Anna"}, ["2"]),  # sent with one value, or kept long ago
        ({"name": ["Anna"]}, []),
    ],
)
def test_every_kept_value_is_put_back(
    app: Flask, kept: dict[str, object], shown: list[str]
) -> None:
    with app.test_request_context():
        form = Choices(meta={"csrf": False})
        form.fill(kept)
        assert (form.parts.data or []) == shown
        assert form.name.data == "Anna"


def test_a_number_used_in_one_place_is_free_in_another(world: World) -> None:
    keep.keep_typed(world.anna.id, "one", "here:1", {"text": "Här"})
    keep.claim(world.anna.id, "one", "here:1")
    db.session.commit()
    keep.claim(world.anna.id, "one", "there:1")
    assert keep.keep_typed(world.anna.id, "one", "there:2", {"text": "Där"})
    with pytest.raises(AlreadyDone):
        keep.claim(world.anna.id, "one", "here:1")


def test_a_number_used_elsewhere_swallows_no_form(as_: Browsers, world: World) -> None:
    browser, keys_on = as_(world.anna), world.anna.keys_on
    browser.post("/min-sida", {"name": "Anna Ek", "phone": "08-1", "once": "same"})
    browser.post("/min-sida/snabbtangenter", {"once": "same"})
    assert world.anna.keys_on is not keys_on
    browser.post("/min-sida/snabbtangenter", {"once": "same"})
    assert world.anna.keys_on is not keys_on, "sent twice, it acts once"


@pytest.mark.parametrize("path", ["/remisser?q=%00", "/organisationer?q=%00%01"])
def test_control_characters_in_a_search_are_no_fault(
    as_: Browsers, world: World, path: str
) -> None:
    as_(world.anna).get(path)


def test_a_number_with_a_control_character_is_no_fault(as_: Browsers, world: World) -> None:
    as_(world.anna).post("/min-sida", {"name": "Anna Ek", "once": NUL})
    assert db.session.scalar(sa.select(sa.func.count(KeptForm.id))) == 0


def test_the_step_back_to_numbers_without_places_loses_no_form(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path, database_url=""))
    with app.app_context():
        upgrade()
        anna = build_world().anna
        for place in ("here", "there"):
            keep.claim(anna.id, "one", place)
        db.session.commit()
        db.session.remove()
        downgrade(revision=EARLIER)
        upgrade()
        kept = db.session.execute(sa.select(KeptForm.once, KeptForm.place)).all()
        assert [tuple(one) for one in kept] == [("one", "here"), ("one-2", "there")]
        db.session.remove()
        db.engine.dispose()
