"""Names and addresses that look like somebody else's are cleaned or refused."""

from __future__ import annotations

import re
from email.headerregistry import Address

import pytest

from ideell.foundation.rules import RuleBroken
from ideell.people.mimicry import clean_address, clean_name


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" Åsa  Öst ", "Åsa Öst"),
        ("de la Gardie", "de la Gardie"),
        ("O'Brien", "O'Brien"),
        ("\uff21nna", "Anna"),
        ("A\u030asa", "Åsa"),
        ("\ufb01nn", "finn"),
        ("Anna\r\nBcc: x", "Anna Bcc: x"),
        ("Sverige\u202enegrevS", "SverigenegrevS"),
        ("Riksförbundet \u2713", "Riksförbundet \u2713"),
        ("Σίσυφος", "Σίσυφος"),
        ("Анна Ek", "Анна Ek"),
    ],
)
def test_a_name_keeps_what_people_write(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize("typed", ["", " ", "%", "#1", "\u200b", "\ufeff", "12"])
def test_a_name_needs_a_letter(typed: str) -> None:
    with pytest.raises(RuleBroken, match="med bokstäver"):
        clean_name(typed)


@pytest.mark.parametrize("typed", ["K\u0435rstin", "\u0391nna", "Ann\u0430 Ek", "\u13aanna"])
def test_a_word_of_two_alphabets_is_refused(typed: str) -> None:
    with pytest.raises(RuleBroken, match="olika alfabet"):
        clean_name(typed)


def test_hostile_names_are_one_plain_line_or_refused(hostile_name: str) -> None:
    try:
        name = clean_name(hostile_name)
    except RuleBroken:
        return
    assert name == " ".join(name.split())
    assert name.isprintable()
    assert any(map(str.isalpha, name))


@pytest.mark.parametrize(
    "typed", ["a@b.se", "anna.ek+mejl@sub.example.se", "o'brien@example.museum"]
)
def test_an_address_that_mail_reaches_is_kept(typed: str) -> None:
    assert clean_address(f" {typed} ") == typed


def test_hostile_addresses_are_plain_or_refused(hostile_email: str) -> None:
    try:
        address = clean_address(hostile_email)
    except RuleBroken:
        return
    assert re.fullmatch(r"[!-~]+", address)
    assert address.count("@") == 1
    assert Address(addr_spec=address).addr_spec == address


def test_a_long_address_is_refused() -> None:
    with pytest.raises(RuleBroken):
        clean_address("a@" + ".".join(["b" * 60] * 5) + ".se")


def test_a_name_that_grows_too_long_is_refused() -> None:
    with pytest.raises(RuleBroken, match="för långt"):
        clean_name("\ufdfa" * 20)
    assert len(clean_name("Å" * 150, most=200)) == 150
