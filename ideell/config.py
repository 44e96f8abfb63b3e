"""Every setting, read once from the environment, typed and documented.

docs/operations.md carries the same table; a test holds the two together.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

YES = ("1", "true", "yes", "on")
YES_OR_NO = (*YES, "0", "false", "no", "off")
CHOICES = {
    "smtp_tls": ("starttls", "tls", "none"),
    "log_level": ("debug", "info", "warning", "error"),
}
SHAPES = {  # what a setting looks like, of which the first group is kept; and an example
    "base_address": (r"(https?://[a-z0-9.-]+(?::\d{1,5})?)/*", "https://rum.example.se"),
    "store": (r"(s3://[a-z0-9][a-z0-9.-]+(?:/[\w.-]+)*)/*", "s3://bucket/folder"),
    "store_endpoint": (r"(https?://[a-z0-9.-]+(?::\d{1,5})?)/*", "https://s3.example.se"),
}
MOST = {"import_seconds": 240}  # a job that takes longer is taken for a dead one (jobs.LEASE)


class SettingMissing(Exception):
    """A setting that the product cannot run without or with; the message names it."""


def _setting(about: str, default: Any = "", *, required: bool = False) -> Any:
    return field(default=default, metadata={"about": about, "required": required})


@dataclass(frozen=True)
class Settings:
    """The settings; each is read from `IDEELL_<NAME>`."""

    data: Path = _setting("Folder for all state: database, files, outbox, secret key.", Path("var"))
    database_url: str = _setting("SQLAlchemy address; empty means SQLite in the data folder.")
    base_address: str = _setting(
        "Address people use, e.g. https://rum.example.se; links in mail start with it.",
        required=True,
    )
    demo: bool = _setting("Demo content, demo people as buttons and a local outbox.", False)
    smtp_host: str = _setting("Mail server. In the demo, empty means the outbox.", required=True)
    smtp_port: int = _setting("Port of the mail server.", 587)
    smtp_user: str = _setting("User name at the mail server; empty means none.")
    smtp_password: str = _setting("Password at the mail server.")
    smtp_tls: str = _setting("starttls, tls or none.", "starttls")
    mail_from: str = _setting("Sender of every mail, e.g. Ideell <rum@example.se>.", required=True)
    help_name: str = _setting("Who helps, shown on every page.", required=True)
    help_phone: str = _setting("The helper's telephone number.")
    help_hours: str = _setting("When the telephone is answered, e.g. vardagar 9–15.")
    help_email: str = _setting("The helper's e-mail address.", required=True)
    upload_megabytes: int = _setting("Largest file that is accepted.", 50)
    store: str = _setting("Bucket for files, e.g. s3://ideell/filer; empty: in the data folder.")
    store_endpoint: str = _setting("Address of an S3-compatible server; empty means Amazon's.")
    store_region: str = _setting("Region of the bucket.", "eu-north-1")
    store_key: str = _setting("Access key of the bucket.")
    store_secret: str = _setting("Secret of that key.")
    shared_gigabytes: int = _setting("What one organisation may share as documents.", 5)
    import_seconds: int = _setting("Longest time to read one report, at most 240.", 60)
    import_megabytes: int = _setting("Most memory the reading of one report may take.", 768)
    sentence_words: int = _setting("Words in a sentence before the language check marks it.", 35)
    repeated_words: int = _setting("Same words in a row, twice in an answer, that it marks.", 12)
    page_goal: int = _setting("Pages that an answer should keep within.", 10)
    trusted_proxies: int = _setting("Number of proxies in front that set X-Forwarded-*.", 0)
    log_level: str = _setting("debug, info, warning or error.", "info")

    @property
    def is_https(self) -> bool:
        """Tell whether people reach the product over TLS."""
        return self.base_address.startswith("https://")

    @property
    def host(self) -> str:
        """Return host and port of the base address."""
        return urlsplit(self.base_address).netloc

    @property
    def sqlalchemy_url(self) -> str:
        """Return the address of the database."""
        return self.database_url or f"sqlite:///{(self.data / 'ideell.db').resolve()}"

    @property
    def sends_mail(self) -> bool:
        """Tell whether mail leaves by SMTP rather than to the local outbox."""
        return bool(self.smtp_host)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment.

    Outside the demo every required setting must be there before anybody is served; commands
    (`flask --app wsgi …`, which Flask marks) serve nobody and do without. Raises
    `SettingMissing` with a sentence that names what is missing or cannot be used.
    """
    source = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for item in fields(Settings):
        if raw := source.get(f"IDEELL_{item.name.upper()}", "").strip():
            values[item.name] = _typed(item.name, raw, item.default)
    if values.get("demo"):
        values = _demo_values(source) | values
    elif source.get("FLASK_RUN_FROM_CLI") != "true":
        _refuse_missing(values)
    return Settings(**values)


def port_of(source: Mapping[str, str]) -> int:
    """Return the port of `make run`; raises `SettingMissing` when it is none."""
    raw = source.get("PORT", "").strip() or "5000"
    if not raw.isascii() or not raw.isdigit() or not 0 < int(raw) < 65_536:
        raise SettingMissing(f"PORT must be a number between 1 and 65535, not {raw!r}.")
    return int(raw)


def _refuse_missing(values: Mapping[str, Any]) -> None:
    missing = [
        f"IDEELL_{item.name.upper()}"
        for item in fields(Settings)
        if item.metadata["required"] and not values.get(item.name)
    ]
    if missing:
        raise SettingMissing(
            f"Ideell cannot start: set {', '.join(missing)} (see docs/operations.md), "
            "or set IDEELL_DEMO=1 to run the demo."
        )


def _demo_values(source: Mapping[str, str]) -> dict[str, Any]:
    port = port_of(source)
    return {
        "base_address": f"http://127.0.0.1:{port}",
        "mail_from": "Ideell <ideell@example.se>",
        "help_name": "Kerstin på kansliet",
        "help_email": "kansliet@example.se",
        "help_phone": "08-465 004 10",  # a number that is never given to anybody
        "help_hours": "vardagar 9–15",
    }


def _typed(name: str, raw: str, default: Any) -> Any:
    setting = f"IDEELL_{name.upper()}"
    if isinstance(default, bool):
        return _one_of(setting, raw.lower(), YES_OR_NO) in YES
    if isinstance(default, int):
        if not raw.isascii() or not raw.isdigit():
            raise SettingMissing(f"{setting} must be a whole number, not {raw!r}.")
        if int(raw) > MOST.get(name, int(raw)):
            raise SettingMissing(f"{setting} must be at most {MOST[name]}, not {raw!r}.")
        return int(raw)
    if isinstance(default, Path):
        return Path(raw)
    if name in SHAPES:
        return _shaped(setting, raw, *SHAPES[name])
    if name == "mail_from" and "@" not in parseaddr(raw)[1]:
        raise SettingMissing(f"{setting} must be an address, e.g. Ideell <rum@example.se>.")
    return _one_of(setting, raw.lower(), CHOICES[name]) if name in CHOICES else raw


def _one_of(setting: str, raw: str, allowed: tuple[str, ...]) -> str:
    if raw not in allowed:
        raise SettingMissing(f"{setting} must be one of {', '.join(allowed)}, not {raw!r}.")
    return raw


def _shaped(setting: str, raw: str, shape: str, example: str) -> str:
    found = re.fullmatch(shape, raw, re.IGNORECASE | re.ASCII)
    if found is None:
        raise SettingMissing(f"{setting} must be like {example}, not {raw!r}.")
    return str(found[1]) if raw.startswith("s3:") else found[1].lower()
