"""Settings: read once, each with a sentence when it cannot be used."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from ideell.config import SettingMissing, Settings, port_of, read_settings
from ideell.foundation.key import secret_key

REAL = {
    "IDEELL_BASE_ADDRESS": "https://rum.example.se/",
    "IDEELL_SMTP_HOST": "mail.example.se",
    "IDEELL_MAIL_FROM": "Ideell <rum@example.se>",
    "IDEELL_HELP_NAME": "Kansliet",
    "IDEELL_HELP_EMAIL": "kansliet@example.se",
}


def test_the_demo_needs_no_setting() -> None:
    settings = read_settings({"IDEELL_DEMO": "1"})
    assert settings.demo
    assert settings.base_address == "http://127.0.0.1:5000"
    assert not settings.sends_mail
    assert not settings.is_https


def test_the_demo_follows_the_port_and_what_is_set() -> None:
    settings = read_settings({"IDEELL_DEMO": "yes", "PORT": "5055", "IDEELL_HELP_NAME": "Ylva"})
    assert (settings.host, settings.help_name) == ("127.0.0.1:5055", "Ylva")


def test_for_real_everything_required_must_be_there() -> None:
    settings = read_settings(REAL | {"IDEELL_SMTP_PORT": "25", "IDEELL_DATA": "/srv/x"})
    assert settings.is_https
    assert settings.base_address == "https://rum.example.se"
    assert settings.sends_mail
    assert settings.smtp_port == 25
    assert settings.data == Path("/srv/x")


@pytest.mark.parametrize("name", REAL)
def test_a_missing_setting_is_named(name: str) -> None:
    given = {key: value for key, value in REAL.items() if key != name}
    with pytest.raises(SettingMissing, match=name) as refused:
        read_settings(given)
    assert not any(key in str(refused.value) for key in given)


def test_commands_do_without_what_serving_needs() -> None:
    settings = read_settings({"FLASK_RUN_FROM_CLI": "true"})
    assert settings == Settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("IDEELL_SMTP_PORT", "mail", "whole number"),
        ("IDEELL_SMTP_PORT", "٢", "whole number"),
        ("IDEELL_IMPORT_SECONDS", "241", "at most 240"),
        ("IDEELL_DEMO", "maybe", "one of 1, true"),
        ("IDEELL_SMTP_TLS", "ssl", "starttls, tls, none"),
        ("IDEELL_LOG_LEVEL", "loud", "debug, info"),
        ("IDEELL_MAIL_FROM", "Ideell", "must be an address"),
        ("IDEELL_BASE_ADDRESS", "rum.example.se", "https://rum.example.se"),
        ("IDEELL_BASE_ADDRESS", "https://rum.example.se/ideell", "https://rum.example.se"),
        ("IDEELL_BASE_ADDRESS", "https://[::1", "https://rum.example.se"),
    ],
)
def test_a_value_that_cannot_be_used_gets_a_sentence(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingMissing, match=name) as refused:
        read_settings(REAL | {name: value})
    assert said in str(refused.value)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "5.5"])
def test_an_odd_port_gets_a_sentence(port: str) -> None:
    with pytest.raises(SettingMissing, match="PORT must be a number"):
        port_of({"PORT": port})


def test_the_database_stands_in_the_data_folder_unless_told() -> None:
    assert Settings(data=Path("/srv/x")).sqlalchemy_url == "sqlite:////srv/x/ideell.db"
    assert Settings(database_url="postgresql://x").sqlalchemy_url == "postgresql://x"


def test_the_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    key = secret_key(tmp_path / "var")
    assert len(key) == 48
    assert secret_key(tmp_path / "var") == key
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "var").iterdir()] == ["secret-key"]


def test_of_two_first_starts_one_key_stays(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "secret-key").write_bytes(b"the other's")
    real = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: path.name != "secret-key" and real(path))
    assert secret_key(tmp_path) == b"the other's"


def test_a_folder_that_cannot_be_written_in_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SettingMissing, match="set IDEELL_DATA to a folder"):
        secret_key(tmp_path / "file" / "var")
