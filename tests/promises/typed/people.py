"""What is typed into the forms of signing in, of people and of organisations."""

from __future__ import annotations

from typing import Any

ROWS: dict[str, Any] = {
    "sign_in.ask": {"email": "anna.ek@example.se"},
    "sign_in.code": {"code": "000000"},
    "sign_in.as_demo_person": {"person": "0"},
    "sign_in.choose_hat": lambda of, _state: {"organisation": of["Organisation", "member"]},
    "my_page.details": {"name": "Nytt Namn", "phone": "070-1"},
    "my_page.theme": {"theme": "morkt"},
    "people.change_details": {"name": "Nytt Namn", "email": "nytt.namn@example.se", "phone": ""},
    "people.add": {"name": "Nya kören", "kind": "national_member", "form": ""},
    "people.change": {
        "name": "Körbygden nu",
        "kind": "national_member",
        "form": "",
        "about": "Vi.",
    },
    "people.add_to": {"name": "Ny Person", "email": "ny@example.se", "roles": "representative"},
    "people.roles": {"roles": "signatory"},
    "people.add_member_organisation": lambda of, _state: {
        "member": of["Outside", ""],
        "first_day": "1/3 2019",
    },
    "people.end_member_organisation": {"last_day": ""},
}
