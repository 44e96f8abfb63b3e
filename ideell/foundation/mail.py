"""Mail: written with the change it tells of, sent by the runner.

With SMTP settings it leaves by the server; in the demo it lands in the local outbox.
"""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Mapped, mapped_column

from ideell.config import Settings
from ideell.extensions import db
from ideell.foundation import jobs
from ideell.foundation.clock import now
from ideell.foundation.database import rows_changed
from ideell.foundation.models import Identity, Model, UtcDateTime

SMTP_SECONDS = 8
SECRET_MINUTES = 15  # a code is worth nothing later, so it is not sent later
KEPT_DAYS = 30


class Mail(Identity, Model):
    """One message to one person."""

    __tablename__ = "mails"

    to: Mapped[str] = mapped_column(sa.String(254))
    subject: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text)
    secret: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fault: Mapped[str] = mapped_column(sa.String(200), default="")


def write_mail(to: str, subject: str, text: str, *, secret: bool = False) -> Mail:
    """Add a message to the current transaction; it leaves within ten seconds of the commit.

    A secret text (a code) is wiped from the database when it has been sent, and let go when
    it could not be sent in time. A message to nobody (`to` is empty) goes the same way as any
    other and is let go at its end: so that a stranger cannot tell by the clock that an address
    is unknown.
    """
    mail = Mail(to=to, subject=" ".join(subject.split())[:300], text=text, secret=secret)
    db.session.add(mail)
    db.session.flush()
    jobs.queue("mail", mail=mail.id)
    return mail


def give_up(payload: dict[str, Any], fault: str) -> None:
    """Remember why a message never left; a secret one is wiped."""
    mail = db.session.get_one(Mail, payload["mail"])
    mail.fault = fault
    mail.text = "" if mail.secret else mail.text


@jobs.work("mail", failed=give_up)
def send(payload: dict[str, Any]) -> None:
    """Send one message; sent once, also if the job is run again."""
    mail = db.session.get(Mail, payload["mail"])
    if mail is None or mail.sent_at is not None:
        return
    if not mail.to or _is_too_late(mail):
        give_up(payload, "unknown" if not mail.to else "late")
        mail.sent_at = now()
        return
    settings: Settings = current_app.extensions["ideell_settings"]
    message = as_message(mail, settings.mail_from)
    db.session.rollback()  # nothing is held while the mail server answers
    if settings.sends_mail:
        _by_smtp(message, settings)
    else:
        _to_outbox(message, settings, payload["mail"])
    wiped = {"text": ""} if mail.secret and settings.sends_mail else {}
    db.session.execute(
        sa.update(Mail).where(Mail.id == payload["mail"]).values(sent_at=now(), **wiped)
    )


def forget_sent() -> int:
    """Delete messages that are done with; returns how many."""
    old = Mail.made_at < now() - timedelta(days=KEPT_DAYS)
    return rows_changed(sa.delete(Mail).where(old))


def _is_too_late(mail: Mail) -> bool:
    return mail.secret and mail.made_at < now() - timedelta(minutes=SECRET_MINUTES)


def as_message(mail: Mail, sender: str) -> EmailMessage:
    """Return the message as it leaves; header injection ends in a ValueError by the library."""
    message = EmailMessage()
    name, address = parseaddr(sender)
    message["From"] = Address(display_name=name, addr_spec=address)
    message["To"] = Address(addr_spec=mail.to)
    message["Subject"] = mail.subject
    message["Date"] = formatdate(mail.made_at.timestamp())
    message["Message-ID"] = make_msgid(domain=address.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "sv"
    message.set_content(mail.text, cte="quoted-printable")
    return message


def _by_smtp(message: EmailMessage, settings: Settings) -> None:
    context = ssl.create_default_context()
    if settings.smtp_tls == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=SMTP_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SMTP_SECONDS)
    with server:
        if settings.smtp_tls == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)


def _to_outbox(message: EmailMessage, settings: Settings, number: int) -> None:
    folder = settings.data / "outbox"
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{number:06}.partial"
    partial.write_bytes(bytes(message))
    partial.replace(folder / f"{number:06}.eml")
