"""Hostile input: the shared corpus where it is, else a small core of our own.

The core is of every kind that the corpus has, so that no promise is untried without it.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.conftest import SHARED

GIVEN = SHARED / "hostile" / "given"

CORE: dict[str, list[str]] = {
    "html": [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<details open ontoggle=alert(1)>",
        "<input autofocus onfocus=alert(1)>",
        "<a href=javascript:alert(1)>x</a>",
        '"><script>alert(1)</script>',
        "' onfocus='alert(1)",
        "<math><mtext><table><mglyph><style><!--</style><img src onerror=alert(1)>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
        "<style>@import 'https://evil.example/x.css';</style>",
        "<base href=https://evil.example/>",
        "<form action=https://evil.example/><input name=q></form>",
        "<object data=x></object>",
    ],
    "htmx": [
        "<div hx-get=/x hx-trigger=load>x</div>",
        "<div data-hx-post=/logga-ut>x</div>",
        "<div hx-on:click=alert(1)>x</div>",
        "<div sse-connect=https://evil.example/>x</div>",
    ],
    "html-ui": [
        "<input form=main-form name=csrf_token value=x>",
        "<img name=getElementById>",
        "<img src=https://evil.example/t.gif>",
        "<img src=/logga-ut>",
        "<div style='position:fixed;inset:0'>x</div>",
        "<meta http-equiv=refresh content='0;url=/x'>",
    ],
    "markdown": [
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://evil.example/t.gif)",
        "<javascript:alert(1)>",
        "[x](vbscript:alert(1))",
        '[x](https://evil.example "onmouseover=alert(1)")',
        "**<b onclick=alert(1)>x</b>**",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[^1]\n\n[^1]: <img src=x onerror=alert(1)>",
    ],
    "redirect": [
        "https://evil.example/",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "https:/evil.example",
        "//evil.example%2f..",
        "/%5cevil.example",
        "//localhost@evil.example",
        "http://localhost.evil.example",
        "data:text/html,x",
        "/\n/evil.example",
        "/logga-ut",
        "//[::1]/",
        "/..//evil.example",
        "/.//evil.example",
    ],
    "host": [
        "evil.example",
        "localhost.evil.example",
        "localhost evil.example",
        "localhost:abc",
        "localhost@evil.example",
        "[::1]",
        '"><script>alert(1)</script>',
        "localhost\tevil.example",
        "",
        "localhost:80:80",
        "evil.example#localhost",
        "127.0.0.1.evil.example",
    ],
    "header": ["/%0d%0aSet-Cookie:a=b", "/%0aSet-Cookie:a=b", "/%23%0d%0aSet-Cookie:a=b"],
    "email": [
        "a@b.se\r\nBcc: x@evil.example",
        '"a\r\nX: 1"@b.se',
        "a@b.se;x@evil.example",
        "<a@b.se>,<x@evil.example>",
        "a@b.se x@evil.example",
        "a@b.se\u2028Bcc:x",
        "a@b.se\u0000",
        "\u0430nna.ek@example.se",
        "anna.ek@example.se\u200b",
        "ANNA.EK@EXAMPLE.SE",
        " anna.ek@example.se ",
        "\uff41nna.ek@example.se",
        "anna.ek@ex\u0430mple.se",
    ],
    "name": [
        "Anna\r\nBcc: x",
        "\u202eknA",
        "S\u0430mklang",
        "SAMKLANG",
        "Sam\u200bklang",
        "A" * 5_000,
        "Samk\u04cfang",
        "\uff33amklang",
        "   ",
        "Samklang\u0000",
    ],
    "path": [
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/.git/config",
    ],
    "filename": [
        "../../x.docx",
        "..\\x.docx",
        "/etc/passwd",
        "x\u0000.docx",
        "a" * 300,
        "\u202excod.exe",
    ],
    "template": ["{{7*7}}", "${7*7}", "#{7*7}", "{%print(1)%}", "%(name)s %s %d", "{0.__class__}"],
    "xml": ["<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>"],
    "blns": [
        "\u0000",
        "\ufeff",
        "undefined",
        "NULL",
        "\ud83d\udc4d",
        "\u202e",
        "1/0",
        "'; DROP TABLE users--",
    ],
}


def has_corpus() -> bool:
    """Tell whether the shared corpus is here."""
    return GIVEN.is_dir()


@cache
def lines_of(kind: str) -> list[dict[str, Any]]:
    """Return every line of a part of the corpus; of the core, lines with a payload alone."""
    path = GIVEN / f"{kind}.jsonl"
    if not path.exists():
        return [{"id": f"core-{n}", "payload": each} for n, each in enumerate(CORE[kind])]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def payloads(*kinds: str, full: bool = True) -> list[str]:
    """Return the payloads of these kinds: the core first, at full size the corpus too."""
    core = [each for kind in kinds for each in CORE[kind]]
    corpus = [line["payload"] for kind in kinds for line in lines_of(kind)] if full else []
    return list(dict.fromkeys([*core, *(each for each in corpus if isinstance(each, str))]))
