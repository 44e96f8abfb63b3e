"""Every setting, read once from the environment, typed and documented.

docs/operations.md carries the same table; a test holds the two together.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


class SettingMissing(Exception):
    """A setting that the product cannot run without; the message names it."""


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
    import_seconds: int = _setting("Longest time the reading of one report may take.", 60)
    import_megabytes: int = _setting("Most memory the reading of one report may take.", 768)
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

    Outside the demo every required setting must be there; raises `SettingMissing` with a
    sentence that names the ones that are not, or that cannot be read.
    """
    source = os.environ if environment is None else environment
    values: dict[str, Any] = {}
    for item in fields(Settings):
        raw = source.get(f"IDEELL_{item.name.upper()}", "").strip()
        if raw:
            values[item.name] = _typed(item.name, raw, item.default)
    if values.get("demo"):
        return Settings(**(_demo_values(source) | values))
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
    return Settings(**values)


def _demo_values(source: Mapping[str, str]) -> dict[str, Any]:
    port = source.get("PORT", "5000").strip() or "5000"
    return {
        "base_address": f"http://127.0.0.1:{port}",
        "mail_from": "Ideell <ideell@example.se>",
        "help_name": "Kerstin på kansliet",
        "help_email": "kansliet@example.se",
    }


def _typed(name: str, raw: str, default: Any) -> Any:
    if isinstance(default, bool):
        return raw.lower() in {"1", "true", "yes", "on"}
    if isinstance(default, int):
        if not raw.isdigit():
            raise SettingMissing(f"IDEELL_{name.upper()} must be a whole number, not {raw!r}.")
        return int(raw)
    return Path(raw) if isinstance(default, Path) else raw.rstrip("/") if "address" in name else raw


def secret_key(folder: Path) -> bytes:
    """Return the key that signs cookies, made at the first start and kept with mode 0600."""
    path = folder / "secret-key"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(48))
    return path.read_bytes()
