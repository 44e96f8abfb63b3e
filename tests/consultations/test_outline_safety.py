"""Harmful and broken files get a sentence, in time and in little memory; the reader lives on."""

from __future__ import annotations

import ast
import io
import json
import os
import resource
import runpy
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from lxml import etree

import ideell.reading as package
from ideell.reading import alone, child, reading, sentences
from ideell.reading.limits import FILE_BYTES, TEXT_BYTES
from ideell.reading.nodes import Form, Kind, Node, Note, Outline
from ideell.reading.reading import read_in_child
from ideell.reading.unreadable import Reason, Step, Unreadable
from ideell.reading.wire import Misshapen, as_json, outline_from
from tests.consultations.hostile_files import hostile
from tests.consultations.outlines import refusal, written
from tests.consultations.shared_files import shared
from tests.consultations.word_files import p, word

HOSTILE = hostile()
REPORT = b"# 1 Musik\n\nText.\n\nF\xc3\xb6rslag: Ge st\xc3\xb6d.\n"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_for_its_reason(name: str, tmp_path: Path) -> None:
    content, reason = HOSTILE[name]
    assert refusal(written(tmp_path, content)) == reason


def reason_in_child(path: Path, **limits: int) -> Reason | None:
    try:
        read_in_child(path, path.name, **limits)
    except Unreadable as error:
        return error.reason
    return None


def test_the_hostile_files_would_hurt_a_careless_reader() -> None:
    """The control: what happens when the checks are left out."""
    with zipfile.ZipFile(io.BytesIO(HOSTILE["bomb"][0])) as archive:
        assert len(archive.read("word/media/a.png")) == 160 << 20
    with zipfile.ZipFile(io.BytesIO(HOSTILE["external-entity"][0])) as archive:
        document = archive.read("word/document.xml").replace(b"<w:body>", b"<w:body>&x;")
    careless = etree.XMLParser(resolve_entities=True, load_dtd=True)
    assert "root:" in "".join(etree.fromstring(document, careless).itertext())


@pytest.mark.parametrize("name", ["billion-laughs", "bomb", "deep", "long-text", "many-parts"])
def test_the_worst_are_refused_in_a_child_in_two_seconds_and_256_megabytes(
    name: str, tmp_path: Path
) -> None:
    content, reason = HOSTILE[name]
    path = written(tmp_path, content)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert reason_in_child(path, megabytes=256) == reason
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2


def test_a_report_is_read_in_a_child_with_progress(tmp_path: Path) -> None:
    told: list[tuple[float, Step]] = []
    outline = read_in_child(
        written(tmp_path, REPORT),
        "Min\x00 rapport.md",
        on_progress=lambda share, step: told.append((share, step)),
    )
    assert [node.heading for node in outline.nodes] == ["Musik", "Ge stöd."]
    assert outline.title == "Min rapport"
    assert told[0] == (0.0, Step.OPENING)
    assert told[-1] == (1.0, Step.DONE)
    assert [share for share, _ in told] == sorted(share for share, _ in told)


def test_every_made_hostile_file_is_harmless(tmp_path: Path) -> None:
    maker = shared("hostile/gen_files.py")
    subprocess.run([sys.executable, str(maker), str(tmp_path)], check=True, capture_output=True)
    refused = {}
    for entry in json.loads((tmp_path / "INDEX.json").read_text()):
        path = tmp_path / entry["file"]
        try:
            outline = read_in_child(path, path.name, seconds=20, megabytes=256)
            assert "root:" not in str(outline)
            refused[path.name] = None
        except Unreadable as error:
            refused[path.name] = error.reason
    accepted = {name for name, reason in refused.items() if reason is None}
    harmless = {"ok.docx", "xxe-contenttypes.docx", "script-text.docx", "utf7.txt"}
    assert accepted == harmless | {
        f"external-{k}.docx" for k in ("image", "template", "file", "smb")
    }
    assert not list(tmp_path.parent.glob("ideell-slip*"))


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "stor.pdf"
    with path.open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    assert refusal(path) is Reason.TOO_LARGE
    assert reason_in_child(path) is Reason.TOO_LARGE
    with path.open("wb") as file:
        file.write(b"# Hej\n" + b"x" * TEXT_BYTES)
    assert refusal(path) is Reason.TOO_LARGE


def test_too_little_memory_is_said_in_words(tmp_path: Path) -> None:
    text = b"# Musik\n\n" + b"Ord, ord, ord.\n\n" * 400_000
    assert reason_in_child(written(tmp_path, text), megabytes=100) is Reason.TOO_HEAVY


def child_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Path:
    """Let another program stand in for the child."""
    script = tmp_path / "child.py"
    script.write_text(f"import os, sys, time, signal\n{code}\nsys.stdout.flush()\n")
    monkeypatch.setattr(reading, "SCRIPT", script)
    return written(tmp_path, REPORT)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("time.sleep(60)", Reason.TOO_SLOW),
        ('while True: print(\'{"progress": 0.1, "step": "opening"}\', flush=True)', None),
        ("os.kill(os.getpid(), signal.SIGXCPU)", Reason.TOO_SLOW),
        ("os.kill(os.getpid(), signal.SIGABRT)", Reason.TOO_HEAVY),
        ("os.kill(os.getpid(), signal.SIGSEGV)", Reason.DAMAGED),
        ("sys.exit(3)", Reason.DAMAGED),
        ("print('hej')", Reason.DAMAGED),
        ("print('[]')", Reason.DAMAGED),
        ("print('[' * 100000)", Reason.DAMAGED),
        ('print(\'{"progress": 0.1, "step": "hej"}\')', Reason.DAMAGED),
        ('print(\'{"progress": "x", "step": "opening"}\')', Reason.DAMAGED),
        ('print(\'{"unreadable": "hej"}\')', Reason.DAMAGED),
        ("print('{\"unreadable\": [1]}')", Reason.DAMAGED),
        ('print(\'{"progress": 1, "step": [1]}\')', Reason.DAMAGED),
        ('print(\'{"unreadable": "empty"}\')', Reason.EMPTY),
        ("print('{\"outline\": {}}')", Reason.DAMAGED),
    ],
)
def test_a_child_that_misbehaves_is_refused_and_gone(
    code: str, reason: Reason | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = child_that(tmp_path, monkeypatch, code)
    start = time.monotonic()
    refused = reason_in_child(path, seconds=2)
    assert refused is (reason or Reason.TOO_SLOW)
    assert time.monotonic() - start < 10


def test_a_child_that_says_too_much_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "RESULT_BYTES", 1000)
    path = child_that(tmp_path, monkeypatch, "print('x' * 5000)")
    assert reason_in_child(path) is Reason.TOO_HEAVY


def test_what_a_child_started_dies_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import subprocess\n"
        "pid = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(pid))\ntime.sleep(60)"
    )
    assert reason_in_child(child_that(tmp_path, monkeypatch, code), seconds=2) is Reason.TOO_SLOW
    pid = int((tmp_path / "pid").read_text())
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and is_running(pid):
        time.sleep(0.05)
    assert not is_running(pid)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def test_the_child_sees_neither_secrets_nor_open_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDEELL_SECRET", "hemligt")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}")
    seen = tmp_path / "seen"
    code = (
        f"open({str(seen)!r}, 'w').write(repr((sorted(os.environ), os.getcwd(), os.getsid(0), "
        "os.getpid(), sorted(os.listdir('/proc/self/fd')))))"
    )
    with (tmp_path / "öppen").open("w"):
        assert reason_in_child(child_that(tmp_path, monkeypatch, code)) is Reason.DAMAGED
    environment, folder, session, pid, files = ast.literal_eval(seen.read_text())
    assert set(environment) <= {"LC_CTYPE", "PATH", "PYTHONPATH", "PYTHONUTF8"}
    assert folder == "/"
    assert session == pid
    assert len(files) <= 5


def test_the_limits_are_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to: dict[int, tuple[int, int]] = {}
    ceilings = {resource.RLIMIT_AS: 50}
    monkeypatch.setattr(
        resource, "getrlimit", lambda kind: (0, ceilings.get(kind, resource.RLIM_INFINITY))
    )
    monkeypatch.setattr(resource, "setrlimit", set_to.__setitem__)
    child.limit(seconds=7, megabytes=300)
    assert set_to[resource.RLIMIT_CPU] == (7, 7)
    assert set_to[resource.RLIMIT_AS] == (50, 50)


def test_the_child_limits_itself(tmp_path: Path) -> None:
    code = (
        "from ideell.reading.child import limit\nimport resource as r\n"
        "limit(seconds=7, megabytes=300)\n"
        "print([r.getrlimit(k)[0] for k in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE, "
        "r.RLIMIT_FSIZE, r.RLIMIT_NOFILE)])\nlimit(seconds=9, megabytes=900)\n"
        "print(r.getrlimit(r.RLIMIT_CPU)[0])\nopen('x', 'w').write('y')"
    )
    root = str(Path(package.__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=tmp_path, env={"PYTHONPATH": root}
    )
    assert done.stdout.decode().splitlines() == [f"[{300 << 20}, 7, 0, 0, 64]", "7"]
    assert (tmp_path / "x").stat().st_size == 0


def test_the_child_answers_whatever_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limits: list[tuple[int, int]] = []
    monkeypatch.setattr(
        child, "limit", lambda seconds, megabytes: limits.append((seconds, megabytes))
    )
    monkeypatch.setitem(sys.modules, "ideell", sys.modules["ideell"])
    arguments = [str(written(tmp_path, REPORT)), "outline:a.md", "5", "99"]
    assert alone.start(arguments) == 0
    monkeypatch.setattr(sys, "argv", [str(reading.SCRIPT), *arguments])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(reading.SCRIPT), run_name="__main__")
    assert ended.value.code == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert outline_from(last["outline"]).nodes[0].heading == "Musik"
    assert limits == [(5, 99)] * 2
    assert child.answer(written(tmp_path, b""), "") == {"unreadable": "empty"}
    assert child.answer(tmp_path / "saknas", "") == {"unreadable": "damaged"}


@pytest.mark.parametrize(("error", "reason"), [(MemoryError, "too_heavy"), (KeyError, "damaged")])
def test_the_child_turns_every_error_into_a_reason(
    error: type[Exception], reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("ideell.reading.document.read_outline", fails)
    assert child.answer(tmp_path, "") == {"unreadable": reason}


def test_killed_for_memory_is_too_heavy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = child_that(tmp_path, monkeypatch, f"os.kill(os.getpid(), {int(signal.SIGKILL)})")
    assert reason_in_child(path) is Reason.TOO_HEAVY


WHOLE = Outline(
    "Kultur",
    Form.PDF,
    (Node("1", "Musik", Kind.CHAPTER, 1, 3, 9, "Text.\n- ett", certain=False),),
    12,
    (Note.HEADINGS_GUESSED,),
)


def test_an_outline_survives_the_wire() -> None:
    assert outline_from(json.loads(json.dumps(as_json(WHOLE)))) == WHOLE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", 5),
        ("title", "x" * 2001),
        ("form", "exe"),
        ("pages", 0),
        ("pages", True),
        ("notes", ["hej"]),
        ("notes", ["headings_guessed"] * 3),
        ("nodes", []),
        ("nodes", [{}]),
        ("nodes", "hej"),
        ("extra", 1),
    ],
)
def test_a_misshapen_outline_is_refused(name: str, value: object) -> None:
    with pytest.raises(Misshapen):
        outline_from(as_json(WHOLE) | {name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("number", "1" * 41),
        ("heading", ""),
        ("heading", "x" * 2001),
        ("heading", "a\x00b"),
        ("heading", "\ud800"),
        ("kind", "hej"),
        ("level", 0),
        ("level", 10),
        ("level", 1.5),
        ("page", -1),
        ("page_to", "3"),
        ("text", 7),
        ("text", "x" * 20_001),
        ("certain", 1),
    ],
)
def test_a_misshapen_node_is_refused(name: str, value: object) -> None:
    fields = as_json(WHOLE)
    fields["nodes"][0][name] = value
    with pytest.raises(Misshapen):
        outline_from(fields)


def test_every_reason_step_and_note_has_its_words() -> None:
    for reason in Reason:
        words = sentences.sentence(reason)
        assert words.count(".") >= 1
        assert any(
            verb in words
            for verb in ("Spara", "spara", "Hämta", "Välj", "Leta", "Be ", "Klistra", "Dela")
        ), words
        assert "ogiltig" not in words.casefold()
    assert all(sentences.step_in_words(step) for step in Step)
    assert all(sentences.note_in_words(note) for note in Note)


def test_the_package_is_pure() -> None:
    for path in Path(package.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in getattr(node, "names", [])]
            module = getattr(node, "module", None) or ""
            for name in [module, *names]:
                assert name.partition(".")[0] not in ("flask", "sqlalchemy", "werkzeug"), path.name
            if module.startswith("ideell.") and path.name != "sentences.py":
                assert module.startswith("ideell.reading"), path.name


def test_text_in_a_word_file_is_only_text(tmp_path: Path) -> None:
    path = written(
        tmp_path, word(p("<script>alert(1)</script>", "Heading1"), p("{{7*7}}", "Heading1"))
    )
    outline = read_in_child(path, path.name)
    assert [node.heading for node in outline.nodes] == ["<script>alert(1)</script>", "{{7*7}}"]
