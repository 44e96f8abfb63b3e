"""Two people of one organisation who differ keep two drafts until one is picked or both merged."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.rules import RuleBroken
from ideell.positions import choosing, contributing, policy, voice
from ideell.positions.gathering_waiting import differing_drafts, gatherings_waiting
from ideell.positions.models import Contribution
from ideell.positions.side_by_side import side_by_side
from tests.browsing import Browsers
from tests.drafting.builders import Answer
from tests.people.test_my_page import undo_on
from tests.positions.builders import make_input
from tests.positions.gatherings import give, make_gathering, speak
from tests.world import World

ONE, OTHER = "Vi vill ha kvar bidraget till körerna.", "Vi vill höja bidraget till körerna."


def two(world: World, answer: Answer, **about: object) -> tuple[Contribution, Contribution]:
    first = make_input(world, answer, state="shared", text=ONE, **about)
    return first, make_input(world, answer, by="birgitta", state="shared", text=OTHER, **about)


def test_only_others_shared_words_on_the_same_matter_are_rivals(
    world: World, answer: Answer
) -> None:
    first, second = two(world, answer, node=answer.proposal)
    make_input(world, answer, by="birgitta", state="shared")  # on the whole
    make_input(world, answer, by="birgitta", node=answer.proposal)  # a draft
    make_input(world, answer, by="larserik", state="shared", node=answer.proposal)
    make_input(world, answer, state="shared", node=answer.proposal)  # the same writer
    assert choosing.rivals_of(first) == [second]
    second.state = "released"
    db.session.flush()
    assert choosing.rivals_of(first) == []
    assert choosing.rivals_of(second) == []


def test_two_that_differ_are_not_released_unseen(world: World, answer: Answer) -> None:
    first, second = two(world, answer)
    by = world.actor("cecilia")
    with pytest.raises(RuleBroken, match="två utkast från er"):
        contributing.release(first, by=by)
    contributing.release(first, by=by, told=[second.id])
    contributing.release(second, by=by)
    assert first.state == second.state == "released"


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("cecilia", True), ("anna", False), ("birgitta", False), ("larserik", False)],
)
def test_who_chooses(world: World, answer: Answer, who: str, allowed: bool) -> None:
    first, second = two(world, answer)
    assert policy.may_choose_contribution(world.actor(who), first) is allowed
    choosing.pick(second, by=world.actor("cecilia"))
    assert not policy.may_choose_contribution(world.actor("cecilia"), second)
    draft = make_input(world, answer)
    assert not policy.may_choose_contribution(world.actor("cecilia"), draft)


def test_the_other_is_kept_and_the_choice_is_undone(world: World, answer: Answer) -> None:
    first, second = two(world, answer)
    cecilia = world.actor("cecilia")
    deed = choosing.pick(first, by=cecilia)
    assert (second.state, second.into) == ("replaced", first)
    seen = sa.select(Contribution.id).where(Contribution.visible_to(world.actor("birgitta")))
    assert second.id in db.session.scalars(seen).all()
    with pytest.raises(RuleBroken, match="bara ett utkast"):
        choosing.pick(first, by=cecilia)
    deed.undo(by=cecilia)
    assert (second.state, second.into) == ("shared", None)
    deed = choosing.pick(first, by=cecilia)
    contributing.release(first, by=cecilia)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        deed.undo(by=cecilia)


def test_a_coordinators_own_draft_is_shared_when_it_is_picked(world: World, answer: Answer) -> None:
    own = make_input(world, answer, by="cecilia")
    other = make_input(world, answer, state="shared")
    choosing.pick(own, by=world.actor("cecilia"))
    assert (own.state, other.state) == ("shared", "replaced")


def test_both_are_written_together_and_parted_again(world: World, answer: Answer) -> None:
    first, second = two(world, answer, stance="support")
    cecilia = world.actor("cecilia")
    with pytest.raises(RuleBroken, match="En mening räcker"):
        choosing.merge(first, by=cecilia, text=" ", stance=None)
    made, deed = choosing.merge(first, by=cecilia, text="Vi vill båda.", stance="support")
    assert (first.state, second.state) == ("merged", "merged")
    assert (made.state, made.author_id, made.into) == ("shared", world.cecilia.id, None)
    deed.undo(by=cecilia)
    assert (first.state, second.state, made.state) == ("shared", "shared", "draft")


def test_provenance_follows_into_the_merged_voice(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    origins = [give(world, gathering), give(world, gathering, by="disa")]
    first = speak(world, gathering, origins=origins[:1])
    second = speak(world, gathering, by=world.actor("tove", world.norrvik), origins=origins)
    ready = voice.ReadyVoice(gathering)
    assert ready.differing == [first, second]
    assert ready.ready == []
    with pytest.raises(RuleBroken, match="inget att skicka"):
        voice.release_voice(gathering, by=world.actor("nora"))
    made, _deed = choosing.merge(first, by=world.actor("nora"), text="Ett.", stance=None)
    assert made.voice_of is gathering
    assert set(made.origins) == set(origins)
    assert voice.ReadyVoice(gathering).ready == [made]


def test_what_differs_is_shown_word_by_word(world: World, answer: Answer) -> None:
    first, second = two(world, answer)
    shown = side_by_side(second)
    assert [one.contribution for one in shown] == [first, second]
    assert shown[0].pieces == []
    assert ["ins", "höja"] in shown[1].pieces


@pytest.mark.parametrize("htmx", [False, True])
def test_the_coordinator_picks_and_takes_it_back(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    first, second = two(world, answer, node=answer.proposal)
    cecilia, numbers = as_(world.cecilia, htmx=htmx), (first.id, second.id)
    at = f"/inspel/{numbers[0]}"
    assert "Jämför och välj" in cecilia.get_plain(at)
    page = cecilia.get_plain(f"{at}/jamforelse")
    assert "Birgitta Lind skriver" in page
    assert "I ord:" in page
    cecilia.send(f"{at}/jamforelse", f"/inspel/{numbers[1]}/val")
    assert db.session.get_one(Contribution, numbers[0]).state == "replaced"
    kept = as_(world.anna).get(at)
    assert "Ersatt av ett annat utkast" in kept
    page = cecilia.get_plain(f"/inspel/{numbers[1]}")
    cecilia.post(undo_on(page))
    assert db.session.get_one(Contribution, numbers[0]).state == "shared"


@pytest.mark.parametrize("htmx", [False, True])
def test_the_coordinator_writes_both_together(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    first, _second = two(world, answer, stance="support")
    cecilia, number = as_(world.cecilia, htmx=htmx), first.id
    at = f"/inspel/{number}/sammanskrivning"
    page = cecilia.get_plain(at)
    assert ONE in page.text
    assert OTHER in page.text
    assert page.form(at)["stance"] == "support"
    assert "En mening räcker" in cecilia.send(at, at, text="", status=422)
    cecilia.send(at, at, text="Vi vill båda.")
    newest = db.session.scalars(sa.select(Contribution).order_by(Contribution.id.desc())).first()
    assert (newest.text, newest.state) == ("Vi vill båda.", "shared")
    assert "Sammanslaget med ett annat" in as_(world.anna).get(f"/inspel/{number}")
    cecilia.get(at, status=403)


def test_what_is_written_together_is_kept_while_it_is_typed(
    as_: Browsers, world: World, answer: Answer
) -> None:
    first, _second = two(world, answer)
    cecilia, at = as_(world.cecilia, htmx=True), f"/inspel/{first.id}/sammanskrivning"
    fields = cecilia.get_plain(at).form(at) | {"text": "Halvvägs."}
    assert "Utkastet är sparat" in cecilia.post(f"{at}/utkast", fields, status=200)
    assert "Halvvägs." in cecilia.get_plain(at).text


def test_both_are_released_when_they_say_different_things(
    as_: Browsers, world: World, answer: Answer
) -> None:
    first, second = two(world, answer)
    cecilia, numbers = as_(world.cecilia), (first.id, second.id)
    cecilia.post(f"/inspel/{numbers[0]}/frislappande", status=409)
    at = f"/inspel/{numbers[0]}/jamforelse"
    fields = cecilia.get(at).form(f"/inspel/{numbers[0]}/frislappande")
    cecilia.post(f"/inspel/{numbers[0]}/frislappande", fields | {"told": [str(numbers[1]), "x"]})
    assert db.session.get_one(Contribution, numbers[0]).state == "released"


def test_two_drafts_wait_for_the_coordinator(app: object, world: World, answer: Answer) -> None:
    two(world, answer)
    gathering = make_gathering(world, answer)
    give(world, gathering, by="disa", state="shared")
    give(world, gathering, by="dora", state="shared")
    with app.test_request_context():
        for who in ("cecilia", "doris"):
            found = [one.title for one in differing_drafts(world.actor(who))]
            assert found == ["Välj mellan två utkast från er"]
        assert differing_drafts(world.actor("anna")) == []
        gathering.state = "closed"
        db.session.flush()
        assert differing_drafts(world.actor("doris")) == []
        assert gatherings_waiting(world.actor("doris")) == []


LATER = "Vi vill höja bidraget, och det är bråttom."


def rewrite(world: World, number: int) -> None:
    """Birgitta writes on while the coordinator reads."""
    written = db.session.get_one(Contribution, number)
    contributing.change(written, by=world.actor("birgitta"), text=LATER, stance=None)
    db.session.commit()


@pytest.mark.parametrize("htmx", [False, True])
def test_one_is_not_picked_over_words_that_were_never_read(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    numbers = [one.id for one in two(world, answer)]
    cecilia = as_(world.cecilia, htmx=htmx)
    at, pick = f"/inspel/{numbers[0]}/jamforelse", f"/inspel/{numbers[0]}/val"
    fields = cecilia.get_plain(at).form(pick)
    rewrite(world, numbers[1])
    page = cecilia.post(pick, fields, status=409)
    assert "Någon har skrivit om ett av utkasten" in page
    assert LATER in page
    assert db.session.get_one(Contribution, numbers[1]).state == "shared"
    cecilia.post(pick, page.form(pick))
    assert db.session.get_one(Contribution, numbers[1]).state == "replaced"


@pytest.mark.parametrize("htmx", [False, True])
def test_words_that_were_never_read_are_not_written_together(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    numbers = [one.id for one in two(world, answer)]
    cecilia, at = as_(world.cecilia, htmx=htmx), f"/inspel/{numbers[0]}/sammanskrivning"
    fields = cecilia.get_plain(at).form(at) | {"text": "Vi vill båda."}
    rewrite(world, numbers[1])
    page = cecilia.post(at, fields, status=409)
    assert "Någon har skrivit om ett av utkasten" in page
    assert page.form(at)["text"] == "Vi vill båda."
    assert db.session.get_one(Contribution, numbers[1]).state == "shared"
    cecilia.post(at, page.form(at))
    assert db.session.get_one(Contribution, numbers[1]).state == "merged"


def test_what_was_kept_half_written_remembers_what_its_writer_had_read(
    as_: Browsers, world: World, answer: Answer
) -> None:
    numbers = [one.id for one in two(world, answer)]
    cecilia, at = as_(world.cecilia, htmx=True), f"/inspel/{numbers[0]}/sammanskrivning"
    fields = cecilia.get_plain(at).form(at) | {"text": "Halvvägs."}
    cecilia.post(f"{at}/utkast", fields, status=200)
    rewrite(world, numbers[1])
    taken_up = cecilia.get_plain(at).form(at)
    assert taken_up["text"] == "Halvvägs."
    cecilia.post(at, taken_up, status=409)


def test_a_third_draft_that_came_meanwhile_is_not_swallowed(world: World, answer: Answer) -> None:
    first, second = two(world, answer)
    cecilia, seen = world.actor("cecilia"), choosing.mark_of([first, second])
    third = make_input(world, answer, by="sigurd", state="shared")
    with pytest.raises(choosing.Unseen):
        choosing.pick(first, by=cecilia, seen=seen)
    with pytest.raises(choosing.Unseen):
        choosing.merge(first, by=cecilia, text="Ett.", stance=None, seen=seen)
    choosing.pick(first, by=cecilia, seen=choosing.mark_of([third, second, first]))
    assert third.state == "replaced"


def test_undoing_gives_a_draft_back_to_its_writer_alone(world: World, answer: Answer) -> None:
    own = make_input(world, answer, by="cecilia")
    other = make_input(world, answer, state="shared")
    cecilia = world.actor("cecilia")
    choosing.pick(own, by=cecilia).undo(by=cecilia)
    assert (own.state, other.state) == ("draft", "shared")
    _made, deed = choosing.merge(own, by=cecilia, text="Ett.", stance=None)
    deed.undo(by=cecilia)
    assert (own.state, other.state) == ("draft", "shared")


def test_undoing_hides_no_words_that_others_wrote_since(world: World, answer: Answer) -> None:
    own = make_input(world, answer, by="cecilia")
    make_input(world, answer, state="shared")
    cecilia, anna = world.actor("cecilia"), world.actor("anna")
    picked = choosing.pick(own, by=cecilia)
    contributing.change(own, by=anna, text="Annas ord.", stance=None)
    db.session.commit()
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        picked.undo(by=cecilia)
    db.session.rollback()
    contributing.withdraw(own, by=cecilia)  # her own again, by her own choice
    picked.undo(by=cecilia)
    first, _second = two(world, answer, node=answer.proposal)
    made, merged = choosing.merge(first, by=cecilia, text="Ett.", stance=None)
    contributing.change(made, by=anna, text="Annas ord.", stance=None)
    db.session.flush()
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        merged.undo(by=cecilia)
    assert made.state == "shared"


def test_undoing_a_pick_leaves_alone_who_took_their_words_back(
    world: World, answer: Answer
) -> None:
    first, second = two(world, answer)
    picked = choosing.pick(first, by=world.actor("cecilia"))
    contributing.withdraw(first, by=world.actor("anna"))
    picked.undo(by=world.actor("cecilia"))
    assert (first.state, second.state) == ("draft", "shared")
