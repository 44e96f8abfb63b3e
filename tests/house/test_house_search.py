"""Every kind that people write in is found by the search, or says why not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from ideell.foundation import kinds
from ideell.foundation.text.column import Html
from ideell.search.index import numbers_of
from tests.house.test_house_kinds import models

# Kinds with texts of their own that are not looked in.
NOT_SEARCHED = {
    "Conversation": "its quote stands in the block that it is about",
    "DeadlineVersion": "why a day was moved is told with the day",
    "DocumentVersion": "the newest one is found as its document",
    "EarlierWording": "what the suggestion wants now is found",
    "FileText": "what stands in a file is found as the document that it is of",
    "Position": "its reason stands in the answer, and beside the proposal",
    "Review": "a word to the pen holder, shown with the section",
    "PostReport": "only those who lead look at it",
    "PostWording": "what the post says now is found",
    "ThreadSummary": "what the thread has come to now is found",
    "Support": "an organisation's word is told with the suggestion",
    "Revision": "what stands now is found; older versions are compared",
}


def has_text(model: type) -> bool:
    """Tell whether people write sentences in a row of this kind."""
    columns = sa.inspect(model).local_table.columns
    return any(isinstance(one.type, sa.Text) and not isinstance(one.type, Html) for one in columns)


def silent() -> set[str]:
    """Return the kinds with texts that the search does not look in."""
    inside = {"Attempt", "Deed", "Job", "LoginSession", "Mail", "SignInCode", "StoredFile"}
    found = [model for model in models() if has_text(model) and model not in kinds.searched()]
    return {model.__name__ for model in found} - inside


def test_every_kind_with_texts_is_searched_or_says_why_not(app: Flask) -> None:
    assert silent() == set(NOT_SEARCHED) & silent(), (
        "give search=Searched(…) with the kind in its room's kinds.py, or a reason here"
    )


def test_no_reason_stands_for_a_kind_that_is_searched(app: Flask) -> None:
    searched = {model.__name__ for model in kinds.searched()}
    assert searched & set(NOT_SEARCHED) == set()


def test_what_is_searched_says_who_sees_it(app: Flask) -> None:
    blind = [
        model.__name__
        for model, searched in kinds.searched().items()
        if searched.seen is None and not hasattr(model, "visible_to")
    ]
    assert blind == []


def test_kinds_have_numbers_of_their_own_in_the_index(app: Flask) -> None:
    firsts = [numbers_of(model)[0] for model in kinds.searched()]
    assert len(firsts) == len(set(firsts)), "two names come to one number: rename the newer kind"


def test_groups_have_names_and_places_of_their_own(app: Flask) -> None:
    groups = {searched.group for searched in kinds.searched().values()}
    assert len({group.name for group in groups}) == len({group.place for group in groups})
    assert len(groups) == len({group.name for group in groups})


@pytest.mark.parametrize("name", sorted(NOT_SEARCHED))
def test_a_reason_is_of_a_kind_that_stands(app: Flask, name: str) -> None:
    assert has_text(kinds.named(name)), f"{name} has no text any more: take its reason away"
