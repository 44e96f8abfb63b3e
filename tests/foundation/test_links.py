"""Addresses that we lead to stay on our own host, and forms come from it."""

from __future__ import annotations

import pytest
from flask import Flask

from ideell.foundation.links import came_from, local_path, split
from ideell.foundation.origin import is_own


@pytest.mark.parametrize(
    "typed", ["/", "/remisser", "/organisationer?q=k%C3%B6r", "/min-sida#farger"]
)
def test_a_page_of_ours_is_led_to(app: Flask, typed: str) -> None:
    with app.test_request_context("/"):
        assert local_path(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [None, "", "remisser", "//evil.example", "/\\evil.example", "/\t/evil.example", "/ x", "/x\x7f",
     "https://evil.example", "javascript:alert(1)", "/" + "a" * 400, "/finns-inte", "/logga-ut"],
)  # fmt: skip
def test_nothing_else_is(app: Flask, typed: str | None) -> None:
    with app.test_request_context("/"):
        assert local_path(typed) is None


@pytest.mark.parametrize(
    ("referrer", "path"),
    [
        ("http://localhost/remisser?q=1", "/remisser?q=1"),
        ("http://localhost/remisser", "/remisser"),
        ("https://evil.example/remisser", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_the_page_that_sent_us_here_is_known_when_it_is_ours(
    app: Flask, referrer: str, path: str | None
) -> None:
    with app.test_request_context("/", headers={"Referer": referrer}):
        assert came_from() == path


def test_what_is_no_address_has_no_parts() -> None:
    assert split("https://[").netloc == ""


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({}, True),
        ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "https://["}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_a_form_from_elsewhere_is_told_from_our_own(
    app: Flask, headers: dict[str, str], ours: bool
) -> None:
    with app.test_request_context("/", method="POST", headers=headers):
        assert is_own() is ours
