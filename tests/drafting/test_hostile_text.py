"""Text that wants to run: through every place of these rooms, and nothing of it comes out alive."""

from __future__ import annotations

import re

import pytest

from ideell.drafting.responding import add_section
from ideell.extensions import db
from ideell.foundation.forms import many_lines, one_line
from ideell.writing import talking
from tests.browsing import Browsers, Page
from tests.drafting.builders import THIRD, make_answer, make_suggestion, write_blocks
from tests.world import World

VECTORS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "[klicka](javascript:alert(1))",
    '[klicka](https://a.se/" onmouseover=alert(1))',
    "</textarea><script>alert(1)</script>",
    "{{ 7654321*9 }} {% raw %}",
    "<a href='x' hx-post='/forslag/1/antagande' hx-trigger='load'>x</a>",
    "^[<b onclick=alert(1)>not</b>]",
    "\u202e\u0000\ufeff<iframe srcdoc=x>",
    "<style>*{display:none}</style>",
    "--><!--[if]><script>alert(1)</script>",
]


def check(page: Page, path: str) -> None:
    """Nothing that acts came from the text."""
    for tag in ("iframe", "object", "embed", "style", "img", "base"):
        assert not page.all(tag), f"{path}: a {tag}"
    for script in page.all("script"):
        assert script.get("src", "").startswith("/static/"), path
    for link in page.all("a"):
        assert not re.match(r"\s*(javascript|data|vbscript):", link.get("href") or "", re.I), path
    for element in page.tree.iter():
        names = set(element.keys())
        assert not {n for n in names if n.startswith("on") or n == "style"}, f"{path}: {names}"
        if trigger := element.get("hx-trigger"):
            polls = trigger.endswith("every 60s") and element.tag.endswith("div")
            assert polls or element.get("name") == "text", path
    assert "68888889" not in page.text.partition("<main")[2], f"{path}: a template ran"


@pytest.mark.parametrize("vector", VECTORS)
def test_hostile_text_stays_text(as_: Browsers, world: World, vector: str) -> None:
    text = f"Före {vector} efter.\n\n{THIRD}\n\n## {vector} rubrik\n\n- {vector} x"
    answer = make_answer(world, text=text)
    mona, block = world.actor("mona"), answer.blocks[0]
    section = add_section(answer.response, one_line(f"{vector} rubrik"), by=mona)
    section.nothing_to_say = many_lines(vector)
    suggestion = make_suggestion(world, block, f"{block.text} {vector} slut")
    suggestion.why = many_lines(vector)
    make_suggestion(world, block, f"{block.text} annat slut {vector}", who="nora")
    make_suggestion(world, block, f"{vector} nytt", op="insert_after")
    said = talking.comment(answer.section.text, vector + " x", by=world.actor("nora"), block=block)
    talking.agree(said, by=world.actor("anna"))
    write_blocks(world, answer.section, f"{vector} sist.", who="mona")
    answer.section.heading = one_line(vector)
    db.session.commit()
    root, url = f"/svar/{answer.response.id}", answer.section.url
    browser = as_(world.birgitta)
    for path in (
        url, f"{url}?vy=forslagen", f"{url}?vy=andringarna", f"{root}/hela",
        f"{root}/forslag?avsnitt=1", f"{root}/forslag", f"{url}/versioner",
        f"{url}/versioner/jamforelse?fran=1&till=2", f"/stycken/{block.id}/forslag",
        f"/stycken/{block.id}/skriv", f"/stycken/{block.id}/kommentarer",
        f"/forslag/{suggestion.id}/andring", f"/remisser/{answer.consultation.id}", section.url,
    ):  # fmt: skip
        check(browser.get(path), path)
    edit = f"/stycken/{block.id}/skriv"
    form = browser.get(edit).form(edit)
    as_(world.mona).send(edit, edit, text=f"Monas {vector} text.")
    collision = browser.post(edit, form | {"text": f"Min {vector} text."}, status=409)
    check(collision, "collision")
    leading = as_(world.mona)
    for path in (f"{root}/avsnitt", f"{root}/avsnitt/nya", f"{url}/andring", f"{root}/steg"):
        check(leading.get(path), path)
    quick = as_(world.birgitta, htmx=True)
    for path in (f"/forslag/{suggestion.id}/andring", f"/stycken/{block.id}/kommentarer"):
        check(quick.get(path), path)
    check(quick.post(f"/forslag/{suggestion.id}/avslag", {"next": vector}, status=422), "decline")
