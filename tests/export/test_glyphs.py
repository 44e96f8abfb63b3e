"""The list of characters the PDF's fonts can show, measured anew."""

from __future__ import annotations

import json

import pytest
import typst

from ideell.export.glyphs import PLAIN, SHOWN
from ideell.export.typesetter import STANDARDS

pytestmark = pytest.mark.once

SOURCE = b"""
#set document(title: "Tecken")
#set text(font: "Libertinus Serif", weight: int(sys.inputs.weight), style: sys.inputs.style)
#for one in json(bytes(sys.inputs.signs)) { text("a" + one + "b ") }
"""


def typeset(signs: list[str], weight: str, style: str, folder: str) -> bytes:
    inputs = {"signs": json.dumps(signs), "weight": weight, "style": style}
    return typst.compile(
        SOURCE, root=folder, ignore_system_fonts=True, sys_inputs=inputs, pdf_standards=STANDARDS
    )


@pytest.mark.parametrize("weight", ["400", "700"])
@pytest.mark.parametrize("style", ["normal", "italic"])
def test_every_character_listed_can_be_shown(
    weight: str, style: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert typeset(sorted(SHOWN - {"\n"}), weight, style, str(tmp_path_factory.mktemp("empty")))


@pytest.mark.parametrize("sign", ["😀", "中", "\ue000", "ꙮ"])
def test_what_is_not_listed_would_stop_the_typesetter(
    sign: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert sign not in SHOWN
    with pytest.raises(typst.TypstError):
        typeset([sign], "400", "normal", str(tmp_path_factory.mktemp("empty")))


def test_swedish_and_its_neighbours_are_shown() -> None:
    assert SHOWN.issuperset("åäöÅÄÖéüßæøðþčđŋšŧž ”…–—’»« €½§¶†•·→✓☐ ελληνικά русский עברית العربية")
    assert SHOWN >= PLAIN >= set("åäö ”–…\n")
