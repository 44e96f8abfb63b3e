"""Saving: every save is a revision, nothing typed is overwritten, numbers and ids stay."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.activity.models import Deed
from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.writing.arranging import brought_back, moved_by, put_after, rewritten
from ideell.writing.models import Block, Revision
from ideell.writing.numbering import block_called, change_prefix, renumber
from ideell.writing.saving import Collided, fingerprint, revision_of, write
from ideell.writing.standing import rows_of
from ideell.writing.versions import compare, restore, take_back, version_numbered
from tests.bench.statements import every_statement
from tests.drafting.builders import FIRST, SECOND, THIRD, Answer, make_answer
from tests.world import World


@pytest.fixture
def answer(world: World) -> Answer:
    return make_answer(world)


def change(
    world: World, answer: Answer, place: int, text: str, base: Revision | None = None,
    who: str = "birgitta",
) -> object:  # fmt: skip
    """Let somebody write one block, having seen `base` (the newest unless given)."""
    host_text = answer.section.text
    seen = base or revision_of(host_text, host_text.head_id)
    wanted = rewritten(seen.standing, answer.blocks[place].id, text)
    return write(host_text, wanted, base=seen, by=world.actor(who))


def texts(answer: Answer) -> list[str]:
    db.session.flush()
    db.session.expire(answer.section.text)
    return [block.text for block in answer.section.text.blocks]


def labels(answer: Answer) -> list[str]:
    db.session.flush()
    db.session.expire(answer.section.text)
    return [block.label for block in answer.section.text.blocks]


def test_a_save_is_a_new_revision_with_its_fingerprint(world: World, answer: Answer) -> None:
    saved = change(world, answer, 0, "Vi avstyrker förslaget.")
    revision = saved.revision
    assert revision.number == 2
    assert revision.blocks[0] == {
        "id": answer.blocks[0].id, "kind": "paragraph", "text": "Vi avstyrker förslaget.",
    }  # fmt: skip
    assert revision.sha256 == fingerprint(revision.blocks)
    assert revision.touched == [answer.blocks[0].id]
    assert saved.deed.tag == "text.written"
    assert texts(answer)[0] == "Vi avstyrker förslaget."


def test_what_is_worked_out_of_blocks_is_fetched_at_once_when_they_change(
    world: World, answer: Answer
) -> None:
    db.session.commit()
    db.session.expire_all()
    rows = rows_of(answer.section.text)
    assert all({"plan", "html", "marked_html"} <= sa.inspect(row).unloaded for row in rows)
    wanted = [row.as_block._replace(text=f"{row.text} Till.") for row in rows[1:]]
    with every_statement() as seen:
        write(
            answer.section.text, wanted, base=answer.section.text.head, by=world.actor("birgitta")
        )
    fetched = [one for one in seen if "marked_html" in one and one.startswith("SELECT")]
    assert len(fetched) == 1, "the blocks as they stand come without"
    assert rows[0].plan == {}


def test_a_save_that_changes_nothing_makes_no_revision(world: World, answer: Answer) -> None:
    saved = change(world, answer, 0, FIRST)
    assert saved.revision is None
    assert answer.section.text.revision_count == 1


def test_html_is_rendered_when_written(world: World, answer: Answer) -> None:
    change(world, answer, 0, "Vi **avstyrker** <script>alert(1)</script>.")
    block = answer.blocks[0]
    assert "<strong>avstyrker</strong>" in block.html
    assert "<script" not in block.html


def test_two_at_once_in_different_words_are_brought_together(world: World, answer: Answer) -> None:
    base = revision_of(answer.section.text, answer.section.text.head_id)
    change(world, answer, 2, THIRD.replace("större", "tydligt"), who="mona")
    saved = change(world, answer, 2, THIRD.replace("kostnaderna.", "priserna."), base=base)
    assert "tydligt ansvar" in texts(answer)[2]
    assert "priserna" in texts(answer)[2]
    assert [person.name for person in saved.together_with] == ["Mona Ask"]


def test_two_at_once_in_different_blocks_are_saved_without_a_word(
    world: World, answer: Answer
) -> None:
    base = revision_of(answer.section.text, answer.section.text.head_id)
    change(world, answer, 0, "Nytt först.", who="mona")
    saved = change(world, answer, 1, "Nytt sedan.", base=base)
    assert texts(answer)[:2] == ["Nytt först.", "Nytt sedan."]
    assert saved.together_with == ()


def test_touching_changes_are_not_saved_but_named(world: World, answer: Answer) -> None:
    base = revision_of(answer.section.text, answer.section.text.head_id)
    change(world, answer, 2, THIRD.replace("större", "tydligt"), who="mona")
    with pytest.raises(Collided) as caught:
        change(world, answer, 2, THIRD.replace("större", "samlat"), base=base)
    (conflict,) = caught.value.conflicts
    assert (conflict.id, conflict.why) == (answer.blocks[2].id, "text")
    assert "tydligt" in texts(answer)[2]


def test_a_blank_line_makes_a_block_with_a_letter(world: World, answer: Answer) -> None:
    change(world, answer, 1, f"{SECOND}\n\nEtt nytt stycke.")
    assert labels(answer) == ["1:1", "1:2", "1:2b", "1:3", "1:4"]
    assert answer.section.text.blocks[1].id == answer.blocks[1].id


def test_a_block_put_last_gets_the_next_number_and_one_put_first_nought(
    world: World, answer: Answer
) -> None:
    host_text = answer.section.text
    head = revision_of(host_text, host_text.head_id)
    wanted = put_after(head.standing, None, "Sist.\n\nAllra sist.")
    write(host_text, wanted, base=head, by=world.actor("birgitta"))
    head = revision_of(host_text, host_text.head_id)
    wanted = [*put_after([], None, "Först."), *head.standing]
    write(host_text, wanted, base=head, by=world.actor("birgitta"))
    assert labels(answer) == ["1:0", "1:1", "1:2", "1:3", "1:4", "1:5", "1:6"]


def test_numbers_of_removed_blocks_are_not_given_again(world: World, answer: Answer) -> None:
    host_text = answer.section.text
    head = revision_of(host_text, host_text.head_id)
    write(host_text, head.standing[:3], base=head, by=world.actor("birgitta"))
    head = revision_of(host_text, host_text.head_id)
    write(host_text, put_after(head.standing, None, "Nytt."), base=head, by=world.actor("birgitta"))
    assert labels(answer) == ["1:1", "1:2", "1:3", "1:5"]


def test_renumbering_keeps_old_numbers_finding(world: World, answer: Answer) -> None:
    change(world, answer, 1, f"{SECOND}\n\nEtt nytt stycke.")
    new = answer.section.text.blocks[2] if labels(answer) else None
    renumber(answer.section.text)
    assert labels(answer) == ["1:1", "1:2", "1:3", "1:4", "1:5"]
    ids = [answer.section.text_id]
    assert block_called(ids, "1:2b") is new
    assert block_called(ids, "1:3") is new, "today's number goes before an older one"
    assert block_called(ids, "1:9") is None
    change_prefix(answer.section.text, "4")
    change_prefix(answer.section.text, "4")
    assert labels(answer)[2] == "4:3"
    assert block_called(ids, "1:2b") is new


def test_a_text_without_a_prefix_has_plain_numbers(world: World, answer: Answer) -> None:
    change_prefix(answer.section.text, "")
    assert labels(answer)[0] == "1"
    assert block_called([answer.section.text_id], "2") is answer.section.text.blocks[1]


@pytest.mark.parametrize("again", [0, 2])
def test_a_block_never_stands_twice_in_a_version(world: World, answer: Answer, again: int) -> None:
    blocks = [block.as_block for block in answer.blocks]
    text = answer.section.text
    with pytest.raises(ValueError, match="stands twice"):
        write(text, [*blocks, blocks[again]], base=text.head, by=world.actor("birgitta"))
    db.session.rollback()
    assert text.revision_count == 1


def test_moving_keeps_ids_and_numbers(world: World, answer: Answer) -> None:
    host_text = answer.section.text
    head = revision_of(host_text, host_text.head_id)
    wanted = moved_by(head.standing, answer.blocks[3].id, -1)
    saved = write(host_text, wanted, base=head, by=world.actor("birgitta"))
    assert labels(answer) == ["1:1", "1:2", "1:4", "1:3"]
    assert saved.revision.touched


def test_too_many_blocks_are_refused_in_words(world: World, answer: Answer) -> None:
    head = revision_of(answer.section.text, answer.section.text.head_id)
    wanted = put_after(head.standing, None, "\n\n".join(f"Stycke {n}." for n in range(400)))
    with pytest.raises(RuleBroken, match="högst 400"):
        write(answer.section.text, wanted, base=head, by=world.actor("birgitta"))


def test_a_removed_block_comes_back_with_its_number(world: World, answer: Answer) -> None:
    host_text = answer.section.text
    head = revision_of(host_text, host_text.head_id)
    wanted = [block for block in head.standing if block.id != answer.blocks[1].id]
    saved = write(host_text, wanted, base=head, by=world.actor("birgitta"))
    assert labels(answer) == ["1:1", "1:3", "1:4"]
    saved.deed.undo(by=world.actor("birgitta"))
    assert labels(answer) == ["1:1", "1:2", "1:3", "1:4"]
    assert texts(answer)[1] == SECOND


def test_undoing_keeps_what_others_wrote_elsewhere(world: World, answer: Answer) -> None:
    mine = change(world, answer, 0, "Mitt.")
    change(world, answer, 1, "Monas.", who="mona")
    mine.deed.undo(by=world.actor("birgitta"))
    assert texts(answer)[:2] == [FIRST, "Monas."]


def test_undoing_is_refused_when_somebody_builds_on_it(world: World, answer: Answer) -> None:
    mine = change(world, answer, 2, THIRD.replace("större", "tydligt"))
    change(world, answer, 2, THIRD.replace("större", "mycket tydligt"), who="mona")
    with pytest.raises(RuleBroken, match="Mona Ask har ändrat efter dig"):
        mine.deed.undo(by=world.actor("birgitta"))


def test_undoing_is_refused_when_writing_is_over(world: World, answer: Answer) -> None:
    mine = change(world, answer, 0, "Mitt.")
    answer.section.state = "locked"
    with pytest.raises(RuleBroken, match="moderator"):
        mine.deed.undo(by=world.actor("birgitta"))


def test_the_very_first_save_can_be_taken_back(world: World, answer: Answer) -> None:
    first = version_numbered(answer.section.text, 1)
    take_back(first, by=world.actor("birgitta"))
    assert texts(answer) == []


def test_versions_compare_block_by_block(world: World, answer: Answer) -> None:
    change(world, answer, 2, THIRD.replace("bör ta", "ska ta"))
    host_text = answer.section.text
    head = revision_of(host_text, host_text.head_id)
    wanted = moved_by(head.standing[1:], answer.blocks[3].id, -1)
    write(host_text, wanted, base=head, by=world.actor("birgitta"))
    newest = version_numbered(host_text, host_text.revision_count)
    oldest = version_numbered(host_text, 1)
    said = {change.said for change in compare(oldest, newest)}
    assert "Borttaget" in said
    assert any(word in said for word in ("Ändrat", "Ändrat och flyttat"))
    assert any("flyttat" in word for word in said)


def test_an_old_version_comes_back_as_a_new_one(world: World, answer: Answer) -> None:
    change(world, answer, 0, "Ett.")
    change(world, answer, 1, "Två.")
    first = version_numbered(answer.section.text, 1)
    restore(first, by=world.actor("mona"), block_id=answer.blocks[0].id)
    assert texts(answer)[:2] == [FIRST, "Två."]
    saved = restore(first, by=world.actor("mona"))
    assert texts(answer)[:2] == [FIRST, SECOND]
    assert saved.revision.note == "Version 1 tillbaka"
    with pytest.raises(RuleBroken, match="finns inte"):
        restore(first, by=world.actor("mona"), block_id=999)


def test_a_removed_block_is_brought_back_where_it_stood(world: World, answer: Answer) -> None:
    head = revision_of(answer.section.text, answer.section.text.head_id)
    write(answer.section.text, head.standing[1:], base=head, by=world.actor("birgitta"))
    restore(head, by=world.actor("birgitta"), block_id=answer.blocks[0].id)
    assert texts(answer)[0] == FIRST


def test_a_block_is_brought_back_where_it_stood(answer: Answer) -> None:
    blocks = [block.as_block for block in answer.blocks]
    assert brought_back(blocks[1:], blocks, blocks[0].id) == blocks
    assert brought_back([blocks[0], *blocks[2:]], blocks, blocks[1].id) == blocks
    assert brought_back(blocks, blocks, blocks[1].id) == blocks
    assert brought_back(blocks[1:], blocks[1:], blocks[0].id) == blocks[1:]


def test_every_save_leaves_one_deed(world: World, answer: Answer) -> None:
    before = db.session.query(Deed).count()
    change(world, answer, 0, "Ett.")
    assert db.session.query(Deed).count() == before + 1


def test_the_mark_klart_falls_when_the_block_changes(world: World, answer: Answer) -> None:
    answer.blocks[0].is_done = answer.blocks[1].is_done = True
    change(world, answer, 0, "Ett.")
    assert [db.session.get(Block, b.id).is_done for b in answer.blocks[:2]] == [False, True]
