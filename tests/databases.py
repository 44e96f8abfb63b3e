"""A throw-away PostgreSQL for the tests: its own folder, a unix socket, nothing kept.

`IDEELL_TEST_DATABASE=postgres pytest …` runs tests on it; `python -m tests.databases` starts
one by hand and prints its address. Where PostgreSQL is missing, `why_not()` says why.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNNING = "IDEELL_TEST_POSTGRES"  # the folder of a cluster that another process started
MADE = "IDEELL_TEST_POSTGRES_MADE"  # the database that this worker, or its parent, made in it
DEBIAN = Path("/usr/lib/postgresql")
USER = "ideell"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}

_reason = ""


class NotHere(Exception):
    """There is no PostgreSQL to be had; the message says why."""


def why_not() -> str:
    """Return why `postgres_url()` gave nothing, as a sentence."""
    return _reason


@functools.cache
def postgres_url() -> str | None:
    """Return the address of a fresh, empty database for this worker, or None.

    The cluster is started at the first call and dies with the process that started it. A
    process that a test starts gets the test's database as it is: to make it anew would take
    it from under the test.
    """
    global _reason
    try:
        folder = os.environ.get(RUNNING) or start()
    except NotHere as missing:
        _reason = str(missing)
        return None
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"ideell_{worker}"
    if os.environ.get(MADE) != name:
        create(folder, name)
        os.environ[MADE] = name
    return address(folder, name)


def chosen_url() -> str:
    """Return the address that IDEELL_TEST_DATABASE asks for; empty means SQLite.

    `postgres` means a throw-away one. Raises NotHere if there is none.
    """
    chosen = os.environ.get("IDEELL_TEST_DATABASE", "")
    if chosen != "postgres":
        return chosen
    url = postgres_url()
    if url is None:
        raise NotHere(why_not())
    return url


def address(folder: str, name: str) -> str:
    """Return the SQLAlchemy address of one database of the cluster in `folder`."""
    return f"postgresql+psycopg://{USER}@/{name}?host={folder}/socket"


def create(folder: str, name: str) -> None:
    """Make the database `name` anew."""
    import psycopg

    where = f"host={folder}/socket user={USER} dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')


def programs() -> Path:
    """Return the folder with initdb and postgres, installing them where we may.

    Raises NotHere with what to do.
    """
    found = find_programs()
    if found:
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise NotHere("PostgreSQL is not installed (apt install postgresql)")
    if os.environ.get("IDEELL_NO_APT"):
        raise NotHere("PostgreSQL is not installed, and IDEELL_NO_APT is set")
    install()
    found = find_programs()
    if not found:
        raise NotHere("PostgreSQL could not be installed by apt-get")
    return found


def find_programs() -> Path | None:
    """Return the folder with the newest initdb and postgres, or None."""
    folders = sorted(DEBIAN.glob("*/bin"), key=lambda path: path.parent.name.zfill(3), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    fits = (path for path in folders if (path / "initdb").exists() and (path / "postgres").exists())
    return next(fits, None)


def install() -> None:
    """Install PostgreSQL by apt-get; whether it worked is seen by looking again."""
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patience = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=30", "-q"]
    for command in (
        ["apt-get", *patience, "update"],
        ["apt-get", *patience, "install", "-y", "--no-install-recommends", "postgresql"],
    ):
        subprocess.run(command, env=quietly, capture_output=True, check=False)


def server_user() -> str | None:
    """Return whom the server must run as: it refuses root. None means as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise NotHere("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


def die_with_parent() -> None:
    """Let the server stop at once when the tests are gone, however they went (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGQUIT)  # 1 is PR_SET_PDEATHSIG


def start() -> str:
    """Start a cluster in a new folder and return the folder; raises NotHere."""
    binaries, user = programs(), server_user()
    # A socket's path may hold 107 characters, and the server's user must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="ideell-pg-", dir="/tmp"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "socket").mkdir()
    if user:
        shutil.chown(folder, user)
        shutil.chown(folder / "socket", user)
    lay_out(binaries, folder, user)
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [str(binaries / "postgres"), "-D", str(folder / "data"), "-k", str(folder / "socket")]
        + [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")],
        stdout=log,
        stderr=log,
        cwd=folder,
        user=user,
        extra_groups=[] if user else None,
        preexec_fn=die_with_parent,
    )
    log.close()
    atexit.register(stop, server)
    wait_until_ready(folder, server)
    os.environ[RUNNING] = str(folder)
    return str(folder)


def lay_out(binaries: Path, folder: Path, user: str | None) -> None:
    """Run initdb; raises NotHere with its last words."""
    said = ""
    for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
        ran = subprocess.run(
            [str(binaries / "initdb"), "-D", str(folder / "data"), "-U", USER, "--auth=trust"]
            + ["--encoding=UTF8", f"--locale={locale}", "--no-sync"],
            capture_output=True,
            text=True,
            cwd=folder,
            user=user,
            extra_groups=[] if user else None,
            check=False,
        )
        if ran.returncode == 0:
            return
        said = ran.stderr.strip()
    raise NotHere(f"initdb failed: {said[-300:]}")


def wait_until_ready(folder: Path, server: subprocess.Popen[bytes]) -> None:
    """Return when the server answers; raises NotHere with the end of its log if it does not."""
    import psycopg

    deadline = time.monotonic() + 30
    where = f"host={folder}/socket user={USER} dbname=postgres"
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(where).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NotHere(f"PostgreSQL did not start: {(folder / 'log').read_text()[-300:]}")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server at once: nothing of it is kept."""
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=20)


def main() -> None:
    """Start a cluster by hand, print the address of a database, and wait for Ctrl-C."""
    url = postgres_url()
    if url is None:
        sys.exit(why_not())
    print(url, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()
