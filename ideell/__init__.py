"""Ideell: the shared workroom of a Swedish umbrella for voluntary culture."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from ideell import extensions as ext
from ideell.cli import add_commands
from ideell.config import Settings, read_settings
from ideell.foundation import jobs
from ideell.foundation.access import deny_ungated
from ideell.foundation.assets import serve_static
from ideell.foundation.database import prepare
from ideell.foundation.errors import answer_errors
from ideell.foundation.fragments import equip_fragments
from ideell.foundation.headers import protect
from ideell.foundation.key import secret_key
from ideell.foundation.limits import limit_forms
from ideell.foundation.moments import begin_rightly
from ideell.foundation.origin import refuse_foreign_forms
from ideell.foundation.templates import Templates
from ideell.people.identity import identify, load_session
from ideell.rooms import open_rooms
from ideell.view import equip_templates

HERE = Path(__file__).resolve().parent
MEGABYTE = 1_000_000


def folder(name: str) -> Path:
    """Return where the product's own files of a kind stand, in a wheel or in a checkout."""
    inside = HERE / name
    return inside if inside.is_dir() else HERE.parent / name


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application: settings, extensions, rooms, gate, errors."""
    settings = settings or read_settings()
    app = Flask(__name__, template_folder=str(folder("templates")), static_folder=None)
    configure(app, settings)
    limit_forms(app)
    bind_extensions(app, settings)
    equip_templates(app, settings)
    begin_rightly(app)
    deny_ungated(app)
    refuse_foreign_forms(app)
    open_rooms(app)
    add_commands(app)
    answer_errors(app)
    protect(app, https=settings.is_https)
    serve_static(app, https=settings.is_https)
    equip_fragments(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]  # because Flask wraps so
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Set what Flask and its extensions read; unsafe defaults of the stack are overridden."""
    app.extensions["ideell_settings"] = settings
    app.config.update(
        SECRET_KEY=secret_key(settings.data),
        SQLALCHEMY_DATABASE_URI=settings.sqlalchemy_url,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # errors never tell what was typed
        MAX_CONTENT_LENGTH=(settings.upload_megabytes + 1) * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEGABYTE,
        MAX_FORM_PARTS=2_000,
        TRUSTED_HOSTS=trusted_hosts(settings),
        SESSION_COOKIE_NAME="__Host-ideell" if settings.is_https else "ideell",
        SESSION_COOKIE_SECURE=settings.is_https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=90),
        WTF_CSRF_TIME_LIMIT=None,  # the token lives and dies with its session
        WTF_I18N_ENABLED=False,
        ALLOW_UNKNOWN_RANGES=False,
    )
    app.jinja_environment = Templates
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True


def trusted_hosts(settings: Settings) -> list[str]:
    """Return the Host values that are answered; the demo is also reached as localhost."""
    own = settings.host
    port = f":{own.rpartition(':')[2]}" if ":" in own else ""
    return [own, f"localhost{port}", f"127.0.0.1{port}"] if settings.demo else [own]


def bind_extensions(app: Flask, settings: Settings) -> None:
    """Bind the empty extensions to this application."""
    ext.db.init_app(app)
    ext.migrate.init_app(app, ext.db, directory=str(folder("migrations")), render_as_batch=True)
    ext.csrf.init_app(app)
    ext.htmx.init_app(app)
    ext.login.init_app(app, add_context_processor=False)  # pages ask for current_actor
    ext.login.session_protection = None  # the server-side row is the protection
    ext.login.user_loader(load_session)
    app.extensions["ideell_identify"] = identify
    with app.app_context():
        prepare(ext.db.engine)
    jobs.listen()
