"""Leave out of our own style sheets and scripts what only people read.

Nothing is renamed or rewritten: comments, indentation and the spaces around signs go, line
ends stay, so that what the browser gets still reads line by line as what we wrote. Strings,
template literals and regular expressions are left as they are.
"""

from __future__ import annotations

import re

STYLE = re.compile(
    r"""(?P<kept>"[^"\n]*"|'[^'\n]*'|url\([^)]*\))|(?P<left_out>/\*.*?\*/)""",
    re.DOTALL,
)
# A slash begins a regular expression where a value may stand: after one of these signs or
# after `return`. Elsewhere it divides.
SCRIPT = re.compile(
    r"""(?P<left_out>/\*.*?\*/|//[^\n]*)
    | (?P<kept>
        "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*`
        | (?:(?<=[(,=:!&|?{};\[>])|(?<=return))[ \t]*
          /(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/
      )""",
    re.DOTALL | re.VERBOSE,
)
LINES = re.compile(r"(?<=[{};,])\n()|;(?=\n?\})()")
EDGES = re.compile(r"[ \t]*\n\s*")
STYLE_SIGNS = re.compile(r"[ \t]*([{};,])[ \t]*|(?<=:)[ \t]+")
SCRIPT_SIGNS = re.compile(r"[ \t]*([{}()\[\],;:=?&|<>!])[ \t]*")


def lean_style(text: str) -> str:
    """Return a style sheet without comments and the signs it can do without: white space, and
    what stands last in a rule.
    """
    return _lean(text, STYLE, STYLE_SIGNS, LINES)


def lean_script(text: str) -> str:
    """Return a script without comments and the white space it can do without.

    Line ends stay, so that a statement still ends where it ended. A template literal may not
    hold another one: it would be cut wrongly.
    """
    return _lean(text, SCRIPT, SCRIPT_SIGNS) + "\n"


def _lean(text: str, literal: re.Pattern[str], *signs: re.Pattern[str]) -> str:
    literals: list[str] = []

    def set_aside(match: re.Match[str]) -> str:
        if match["left_out"]:
            return "\n" if "\n" in match[0] else " "
        literals.append(match["kept"])
        return f"\0{len(literals) - 1}\0"

    code = EDGES.sub("\n", literal.sub(set_aside, text)).strip()
    for sign in signs:
        code = sign.sub(lambda match: match[1] or "", code)
    return re.sub("\0(\\d+)\0", lambda match: literals[int(match[1])], code)
