"""What is locked is locked wholly, and the wheel carries everything and runs elsewhere."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,]+\])?==([^\s;\\]+)")
MADE = {"__pycache__", "src"}
NOT_SHIPPED = {".pyc", ".po"}


def configuration() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def lines(section: str, option: str) -> list[str]:
    return configuration()[section][option].split("\n")[1:]


def pins(text: str) -> dict[str, str]:
    """Return name and version of every pinned package, names as the index spells them."""
    found = (PIN.match(line) for line in text.splitlines())
    return {re.sub(r"[-_.]+", "-", pin[1]).lower(): pin[2] for pin in found if pin}


def lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def wanted() -> list[str]:
    extras = configuration()["options.extras_require"]
    more = [line for value in extras.values() for line in value.split("\n")]
    return [line for line in lines("options", "install_requires") + more if line]


def test_every_folder_with_code_is_a_listed_package() -> None:
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "ideell").rglob("*.py")}
    rooms = {".".join(folder.parts) for folder in folders}
    listed = lines("options", "packages")
    assert listed == sorted(rooms | {"ideell.templates", "ideell.migrations"}), (
        "packages in setup.cfg must list every folder of ideell/ that holds code, in order"
    )


def test_every_folder_with_code_says_that_it_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "ideell").rglob("*.py")}
    assert [folder for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_what_the_product_stands_on_is_pinned_exactly() -> None:
    assert [line for line in wanted() if not PIN.match(line)] == []


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_the_lock_holds_what_setup_cfg_wants(name: str) -> None:
    locked = pins(lock(name))
    asked = pins("\n".join(wanted()))
    assert {package: locked.get(package) for package in asked} == asked, "run make lock"


def test_the_lock_of_the_tests_holds_that_of_the_product() -> None:
    assert pins(lock("runtime.txt")).items() <= pins(lock("dev.txt")).items()
    assert pins(lock("dev.in")).items() <= pins(lock("dev.txt")).items(), "run make lock"
    assert pins(lock("node.in")).items() <= pins(lock("node.txt")).items(), "run make lock"


def test_tools_of_the_tests_stay_out_of_the_product() -> None:
    own = set(pins("\n".join(wanted())))
    assert (set(pins(lock("dev.in"))) - {"lxml"} - own) & set(pins(lock("runtime.txt"))) == set()


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "node.txt"])
def test_every_package_is_locked_with_hashes_and_without_addresses(name: str) -> None:
    text = lock(name)
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize(
    "folder", [ROOT, ROOT / "requirements" / "chromium"], ids=["product", "chromium"]
)
def test_npm_s_packages_are_exact_and_locked_without_addresses(folder: Path) -> None:
    manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert "optionalDependencies" not in manifest, "npm leaves those out without a word"
    for kind in ("dependencies", "devDependencies"):
        for name, version in manifest.get(kind, {}).items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned"
            assert locked[f"node_modules/{name}"]["version"] == version, "run make lock"
    assert "resolved" not in json.dumps(locked)
    assert [name for name, entry in locked.items() if name and "integrity" not in entry] == []


def shipped() -> set[str]:
    """Return every file of the tree that the wheel must carry, as it is named there."""
    found = set()
    for top, inside in (("ideell", "ideell"), ("templates", "ideell/templates"),
                        ("migrations", "ideell/migrations")):  # fmt: skip
        for path in (ROOT / top).rglob("*"):
            relative = path.relative_to(ROOT / top)
            if path.is_file() and path.suffix not in NOT_SHIPPED and not MADE & set(relative.parts):
                found.add(f"{inside}/{relative.as_posix()}")
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the tree."""
    tree = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in ("ideell", "templates", "migrations"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=ignored)
    for name in ("setup.cfg", "pyproject.toml", "wsgi.py", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, tree)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out"]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-3000:]
    return next((tree / "out").glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_carries_everything(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    assert shipped() - carried == set(), "add it to [options.package_data] in setup.cfg"
    own = {name for name in carried if not name.startswith("ideell-")}
    assert own - shipped() == {"wsgi.py"}


ELSEWHERE = """
import ideell, wsgi
print(ideell.__file__)
client = wsgi.app.test_client()
address = wsgi.app.extensions["ideell_settings"].base_address
page = client.get("/", base_url=address)
assert page.status_code == 200, page.status
sheet = page.text.split('rel="stylesheet"')[1].split('href="')[1].split('"')[0]
with client.get(sheet, base_url=address) as answer:
    assert answer.status_code == 200, sheet
"""


@pytest.mark.slow
def test_the_wheel_runs_elsewhere(wheel: Path, tmp_path: Path) -> None:
    site, place = tmp_path / "site", tmp_path / "place"
    place.mkdir()
    zipfile.ZipFile(wheel).extractall(site)
    own = {"IDEELL_DEMO": "1", "IDEELL_DATA": str(place / "var"), "PYTHONPATH": str(site)}
    said = ""
    for command in (["-m", "ideell.start", "--prepare"], ["-c", ELSEWHERE]):
        ran = subprocess.run(
            [sys.executable, *command],
            cwd=place,
            env={**os.environ, **own},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-3000:]
        said += ran.stdout
    assert str(site) in said
