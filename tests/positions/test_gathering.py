"""An alliance asks its members, without HTTP: who sees what, who may what, and one voice."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.consultations.models import Consultation, SourceNode
from ideell.extensions import db
from ideell.foundation.access import find_visible
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import as_of, now, today
from ideell.foundation.rules import RuleBroken
from ideell.people.models import Membership, OrganisationLink
from ideell.people.organising import end_link
from ideell.positions import contributing, gathering_policy, policy, voice
from ideell.positions import gathering as asking
from ideell.positions.answering import refuse_others_on
from ideell.positions.finding import count_released, inside, released_on
from ideell.positions.gathered import askable, matters, members_standing, nodes_of, parts_of
from ideell.positions.gathering_waiting import gatherings_waiting
from ideell.positions.models import Contribution, Gathering, GatheringAnswer
from ideell.positions.waiting import to_answer, to_release
from tests.drafting.builders import Answer, make_consultation, make_report
from tests.positions.gatherings import QUESTION, give, make_gathering, more_of_norrvik, speak
from tests.positions.test_contributing import deed_of
from tests.world import World, make_organisation, make_person

EVERYBODY = ("kerstin", "mona", "anna", "larserik", "nora", "nils", "disa", "sara", "ulla")
INSIDE = {"nora", "nils", "disa"}


def sees(world: World, who: str, thing: object) -> bool:
    model = type(thing)
    seen = sa.select(model.id).where(model.visible_to(world.actor(who)), model.id == thing.id)
    return db.session.scalar(seen) is not None


def who_see(world: World, thing: object) -> set[str]:
    return {who for who in EVERYBODY if sees(world, who, thing)}


def test_only_the_alliance_and_its_members_know_of_a_gathering(
    world: World, answer: Answer
) -> None:
    made = make_gathering(world, answer)
    assert who_see(world, made) == INSIDE
    assert db.session.scalar(sa.select(Gathering).where(Gathering.visible_to(STRANGER))) is None


def test_members_see_nothing_of_the_room_that_it_is_about(world: World, answer: Answer) -> None:
    make_gathering(world, answer)
    for thing in (answer.consultation, answer.proposal, answer.response, answer.section):
        assert not sees(world, "nils", thing)
    given = contributing.contribute(answer.consultation, by=world.actor("anna"), text="Hej.")
    given.state = "released"
    db.session.flush()
    assert not sees(world, "nils", given)
    assert sees(world, "nora", given)


@pytest.mark.parametrize(
    ("state", "readers"),
    [("draft", {"nils"}), ("shared", {"nils"}), ("released", INSIDE)],
)
def test_input_to_an_alliance_stays_in_it(
    world: World, answer: Answer, state: str, readers: set[str]
) -> None:
    made = give(world, make_gathering(world, answer), state=state)
    assert who_see(world, made) == readers


def test_what_is_given_inside_is_never_counted_among_the_rooms_own(
    world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    give(world, gathering, node=answer.proposal)
    nora = world.actor("nora")
    assert count_released(answer.consultation, nora)["all"] == 0
    assert released_on([answer.proposal.id], nora) == {}
    assert inside(answer.consultation, world.actor("nils")) == []
    assert to_answer(world.actor("mona")) == []
    give(world, gathering, by="disa", state="shared")
    assert to_release(world.actor("doris")) == []


def test_who_has_left_the_alliance_sees_it_no_more(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    other = give(world, gathering, by="disa")
    link = db.session.scalar(
        sa.select(OrganisationLink).where(OrganisationLink.member_id == world.norrkor.id)
    )
    end_link(link, by=world.actor("nora"))
    db.session.flush()
    assert not sees(world, "nils", gathering)
    assert not sees(world, "nils", other)
    assert not gathering_policy.may_answer_gathering(world.actor("nils"), gathering)


def test_the_report_is_read_through_the_chapters_that_it_is_about(
    world: World, answer: Answer
) -> None:
    document = answer.chapter.document
    second = SourceNode(
        consultation_id=answer.consultation.id, document_id=document.id, position=3,
        heading="Museer", number="6", kind="chapter",
    )  # fmt: skip
    db.session.add(second)
    db.session.flush()
    whole = make_gathering(world, answer)
    assert nodes_of(whole) == [answer.chapter, answer.proposal, second]
    assert [part.under for part in parts_of(whole)] == [[answer.proposal], []]
    assert askable(whole) == [answer.proposal]
    assert askable(whole, second.id) == [answer.proposal, second]
    whole.nodes = [second]
    assert nodes_of(whole) == [second]
    assert askable(whole) == [second]  # there are no boxes: its headings are what one answers
    document.state = "read"
    db.session.flush()
    assert nodes_of(whole) == []


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("nora", True), ("nils", False), ("mona", False), ("kerstin", False), ("anna", False)],
)
def test_who_asks_the_members(world: World, answer: Answer, who: str, allowed: bool) -> None:
    assert gathering_policy.may_gather(world.actor(who), answer.consultation) is allowed
    gathering = make_gathering(world, answer)
    for rule in ("may_change_gathering", "may_compose", "may_release_voice"):
        assert getattr(gathering_policy, rule)(world.actor(who), gathering) is allowed
    assert not gathering_policy.may_gather(STRANGER, answer.consultation)
    answer.consultation.state = "submitted"
    assert not gathering_policy.may_gather(world.actor(who), answer.consultation)
    assert not gathering_policy.may_release_voice(world.actor(who), gathering)


def test_a_moderator_asks_and_releases_where_nobody_coordinates(
    world: World, answer: Answer
) -> None:
    by = world.actor("sara")
    assert gathering_policy.may_gather(by, answer.consultation)
    made, _deed = asking.open_gathering(
        answer.consultation, by=by, introduction="Vad?", last_day=today() + timedelta(days=2)
    )
    assert gathering_policy.may_release_voice(by, made)
    place = db.session.scalar(sa.select(Membership).where(Membership.user_id == world.sara.id))
    place.roles = ["representative"]
    db.session.flush()
    assert not gathering_policy.may_release_voice(world.actor("sara"), made)


def test_a_person_answers_for_a_member_only(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    may = gathering_policy.may_answer_gathering
    assert {who for who in EVERYBODY if may(world.actor(who), gathering)} == {"nils", "disa"}
    gathering.state = "closed"
    assert not may(world.actor("nils"), gathering)
    gathering.state = "open"
    with as_of(now() + timedelta(days=11)):
        assert not may(world.actor("nils"), gathering)


@pytest.mark.parametrize(("days", "said"), [(-1, "Välj i dag eller"), (60, "Välj en dag senast")])
def test_the_last_day_is_one_that_is_of_use(
    world: World, answer: Answer, days: int, said: str
) -> None:
    answer.consultation.deadline = today() + timedelta(days=30)
    with pytest.raises(RuleBroken, match=said):
        make_gathering(world, answer, last_day=today() + timedelta(days=days))


def test_nobody_is_asked_when_the_consultation_was_to_be_answered(
    world: World, answer: Answer
) -> None:
    answer.consultation.deadline = today() - timedelta(days=1)
    with pytest.raises(RuleBroken, match="ingen hinner svara er"):
        make_gathering(world, answer, last_day=today())


def test_one_asks_once_and_about_somebody_elses_consultation(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    with pytest.raises(RuleBroken, match="redan en insamling"):
        make_gathering(world, answer)
    _chapter, foreign = make_report(make_consultation(world))
    with pytest.raises(RuleBroken, match="den här remissens underlag"):
        asking.change_gathering(
            gathering, by=world.actor("nora"), introduction="", last_day=today(), nodes=[foreign]
        )
    own = Consultation(title="Egen", owner_org_id=world.norrvik.id, state="active")
    db.session.add(own)
    db.session.flush()
    with pytest.raises(RuleBroken, match="er egen remiss"):
        asking.open_gathering(own, by=world.actor("nora"), introduction="", last_day=today())
    other = make_consultation(world)
    other.state = "closed"
    with pytest.raises(RuleBroken, match="inte öppen"):
        asking.open_gathering(other, by=world.actor("nora"), introduction="", last_day=today())


def test_two_who_ask_at_once_get_one_gathering(
    world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_gathering(world, answer)
    monkeypatch.setattr(asking, "gathering_for", lambda *_about: None)
    with pytest.raises(RuleBroken, match="redan en insamling"):
        make_gathering(world, answer)


def test_changes_are_taken_back_unless_followed(world: World, answer: Answer) -> None:
    nora, gathering = world.actor("nora"), make_gathering(world, answer)
    day = gathering.last_day
    later = {"last_day": day + timedelta(days=1), "nodes": [answer.chapter]}
    first = asking.change_gathering(gathering, by=nora, introduction="Nytt?", **later)
    first.undo(by=nora)
    assert (gathering.introduction, gathering.last_day, gathering.nodes) == (QUESTION, day, [])
    second = asking.change_gathering(gathering, by=nora, introduction="Nytt?", **later)
    asking.change_gathering(gathering, by=nora, introduction="Nyare?", **later)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        second.undo(by=nora)


def test_asking_is_taken_back_until_somebody_answers(world: World, answer: Answer) -> None:
    gathering, nora = make_gathering(world, answer), world.actor("nora")
    opened = deed_of("gathering.opened")
    given = give(world, gathering)
    with pytest.raises(RuleBroken, match="redan svarat"):
        opened.undo(by=nora)
    db.session.rollback()
    db.session.delete(db.session.get_one(Contribution, given.id))
    db.session.flush()
    deed_of("gathering.opened").undo(by=nora)
    assert gathering.state == "closed"


def test_what_the_owner_shares_no_more_is_not_read_through_a_gathering(
    world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    given = give(world, gathering)
    answer.consultation.audience = "own"
    db.session.flush()
    assert who_see(world, gathering) == set()
    assert who_see(world, given) == {"nils"}  # one's own words stay
    answer.consultation.audience = "network"
    db.session.flush()
    assert who_see(world, gathering) == INSIDE
    answer.consultation.audience = "members"
    link = sa.select(OrganisationLink).where(OrganisationLink.member_id == world.norrvik.id)
    end_link(db.session.scalars(link).one(), by=world.actor("kerstin"))
    db.session.flush()
    assert who_see(world, gathering) == set()


def test_a_membership_that_has_run_out_is_noticed_by_questions_that_were_built_before(
    world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    link = sa.select(OrganisationLink).where(OrganisationLink.member_id == world.norrvik.id)
    later = today() + timedelta(days=1)
    end_link(db.session.scalars(link).one(), by=world.actor("kerstin"), last_day=later)
    db.session.flush()
    nora = world.actor("nora")
    assert find_visible(Gathering, gathering.id, nora) is gathering
    with as_of(now() + timedelta(days=3)):
        assert find_visible(Gathering, gathering.id, nora) is None


def test_it_is_closed_and_opened_again(world: World, answer: Answer) -> None:
    nora, gathering = world.actor("nora"), make_gathering(world, answer)
    with pytest.raises(RuleBroken, match="redan öppen"):
        asking.reopen_gathering(gathering, by=nora)
    closed = asking.close_gathering(gathering, by=nora)
    with pytest.raises(RuleBroken, match="redan stängd"):
        asking.close_gathering(gathering, by=nora)
    with pytest.raises(RuleBroken, match="tar inte emot fler"):
        give(world, gathering)
    closed.undo(by=nora)
    assert gathering.state == "open"
    asking.close_gathering(gathering, by=nora)
    asking.reopen_gathering(gathering, by=nora).undo(by=nora)
    assert gathering.state == "closed"


def test_silence_reading_and_having_nothing_to_say_are_told_apart(
    world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    nils, doris = world.actor("nils"), world.actor("doris")
    assert [(one.inputs, one.opened_at) for one in members_standing(gathering)] == [(0, None)] * 2
    asking.say_read(gathering, by=nils)
    nothing = asking.say_read(gathering, by=doris, has_nothing=True)
    dans, kor = members_standing(gathering)
    assert (dans.organisation, dans.has_nothing) == (world.norrdans, True)
    assert kor.opened_at is not None
    assert not kor.has_nothing
    nothing.undo(by=doris)
    assert not members_standing(gathering)[0].has_nothing
    asking.say_read(gathering, by=nils, has_nothing=True)
    give(world, gathering)
    assert members_standing(gathering)[1].inputs == 1
    assert len(db.session.scalars(sa.select(GatheringAnswer)).all()) == 2


def test_the_alliance_says_what_became_of_input(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    made = give(world, gathering, node=answer.proposal)
    allowed = {who for who in EVERYBODY if policy.may_dispose(world.actor(who), made)}
    assert allowed == {"nora"}  # and not the umbrella's pen holder
    refuse_others_on(world.actor("nora"), made)
    with pytest.raises(RuleBroken, match="Bara alliansens samordnare"):
        refuse_others_on(world.actor("mona"), made)
    deed = contributing.dispose(made, "taken", "", by=world.actor("nora"))
    assert not policy.may_withdraw_contribution(world.actor("nils"), made)
    with pytest.raises(RuleBroken, match="Alliansen har redan svarat"):
        contributing.withdraw(made, by=world.actor("nils"))
    deed.undo(by=world.actor("nora"))
    contributing.dispose(made, "taken", "", by=world.actor("nora"))
    place = db.session.scalar(sa.select(Membership).where(Membership.user_id == world.nora.id))
    place.roles = ["representative", "coordinator", "signatory"]
    last = deed_of("contribution.disposed")
    place.roles = ["representative"]
    db.session.flush()
    with pytest.raises(RuleBroken):
        last.undo(by=world.actor("nora"))


def test_who_gave_it_takes_it_back_also_when_it_is_closed(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    made = give(world, gathering)
    asking.close_gathering(gathering, by=world.actor("nora"))
    nils = world.actor("nils")
    assert policy.may_withdraw_contribution(nils, made)
    assert not policy.may_withdraw_contribution(world.actor("disa"), made)
    contributing.withdraw(made, by=nils)
    assert not policy.may_share_contribution(nils, made)  # it takes no more input


def test_the_voice_is_the_alliances_own_until_it_is_released(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    origin = give(world, gathering, node=answer.proposal)
    said = speak(world, gathering, node=answer.proposal, origins=[origin])
    assert who_see(world, said) == {"nora"}
    assert not policy.may_release_contribution(world.actor("nora"), said)
    assert origin.disposition == "taken"
    deed = voice.release_voice(gathering, by=world.actor("nora"))
    everybody = {"kerstin", "mona", "anna", "larserik", "nora", "nils", "disa", "sara"}
    assert who_see(world, said) == everybody
    assert who_see(world, origin) == INSIDE  # whose words they are stays inside
    assert count_released(answer.consultation, world.actor("anna"))["all"] == 1
    deed.undo(by=world.actor("nora"))
    assert who_see(world, said) == {"nora"}


def test_what_was_answered_outside_is_not_taken_back(world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    said, nora = speak(world, gathering), world.actor("nora")
    deed = voice.release_voice(gathering, by=nora)
    contributing.dispose(said, "taken", "", by=world.actor("mona"))
    with pytest.raises(RuleBroken, match="redan svarat"):
        deed.undo(by=nora)


def test_there_must_be_something_to_release_and_time_to_do_it(world: World, answer: Answer) -> None:
    gathering, nora = make_gathering(world, answer), world.actor("nora")
    with pytest.raises(RuleBroken, match="inget att skicka"):
        voice.release_voice(gathering, by=nora)
    with pytest.raises(RuleBroken, match="En mening räcker"):
        speak(world, gathering, text=" ")
    answer.consultation.state = "submitted"
    db.session.flush()
    for act in (lambda: voice.release_voice(gathering, by=nora), lambda: speak(world, gathering)):
        with pytest.raises(RuleBroken, match="inte öppen"):
            act()


def test_what_came_in_stands_by_matter_with_what_the_alliance_says(
    world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    first = give(world, gathering)
    second = give(world, gathering, by="disa", node=answer.proposal)
    give(world, gathering, by="disa", state="shared", node=answer.proposal)
    said = speak(world, gathering, node=answer.proposal)
    found = matters(gathering, world.actor("nora"))
    assert [(one.node, one.inputs, one.voices) for one in found] == [
        (None, [first], []),
        (answer.proposal, [second], [said]),
    ]
    assert [one.voices for one in matters(gathering, world.actor("nils"))] == [[], []]


def titles(world: World, who: str) -> list[str]:
    return [item.title for item in gatherings_waiting(world.actor(who))]


@pytest.fixture
def request_context(app: object, answer: Answer):
    with app.test_request_context():
        yield


def test_what_waits_follows_the_gathering(
    request_context: None, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    assert titles(world, "nils") == ["Svara Alliansen Norrvik"]
    assert titles(world, "nora") == titles(world, "mona") == titles(world, "anna") == []
    give(world, gathering, by="disa", state="shared")
    assert titles(world, "doris") == ["Skicka ett inspel till Alliansen Norrvik"]
    made = give(world, gathering)
    assert titles(world, "nils") == []
    assert titles(world, "nora") == ["Gå igenom ett inspel från en medlem"]
    contributing.dispose(made, "taken", "", by=world.actor("nora"))
    assert titles(world, "nora") == []
    with as_of(now() + timedelta(days=8)):
        assert titles(world, "nora") == ["Sammanställ och skicka alliansens inspel"]
    with as_of(now() + timedelta(days=12)):
        late = gatherings_waiting(world.actor("nora"))
        assert [item.due_on for item in late] == [answer.consultation.deadline]
        assert titles(world, "disa") == []
    speak(world, gathering)
    voice.release_voice(gathering, by=world.actor("nora"))
    with as_of(now() + timedelta(days=8)):
        assert titles(world, "nora") == []


def test_who_has_nothing_to_say_is_asked_no_more(
    request_context: None, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    asking.say_read(gathering, by=world.actor("nils"))
    assert titles(world, "nils") == ["Svara Alliansen Norrvik"]
    asking.say_read(gathering, by=world.actor("nils"), has_nothing=True)
    assert titles(world, "nils") == []


def test_input_hangs_on_the_own_room_of_its_writer(world: World, answer: Answer) -> None:
    more_of_norrvik(world)
    made = give(world, make_gathering(world, answer))
    assert isinstance(made, Contribution)
    assert made.inside_of is made.gathering
    nils = world.actor("nils")
    assert not policy.may_contribute_on(nils, answer.proposal) or not sees(
        world, "nils", answer.proposal
    )


def test_undoing_a_release_leaves_alone_what_happened_since(world: World, answer: Answer) -> None:
    gathering, nora = make_gathering(world, answer), world.actor("nora")
    said = speak(world, gathering)
    first = voice.release_voice(gathering, by=nora)
    contributing.withdraw(said, by=nora)
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=nora)
    db.session.rollback()


def test_undoing_a_release_does_not_take_back_a_later_one(world: World, answer: Answer) -> None:
    gathering, nora = make_gathering(world, answer), world.actor("nora")
    said = speak(world, gathering)
    first = voice.release_voice(gathering, by=nora)
    contributing.withdraw(said, by=nora)
    contributing.share(said, by=nora)
    contributing.change(said, by=nora, text="Nytt.", stance=None)
    second = voice.release_voice(gathering, by=nora)
    db.session.commit()
    with pytest.raises(RuleBroken, match="ändrats efter dig"):
        first.undo(by=nora)
    db.session.rollback()
    assert said.state == "released"
    second.undo(by=nora)
    assert said.state == "shared"


def test_undoing_a_release_is_too_late_when_the_answer_has_left(
    world: World, answer: Answer
) -> None:
    gathering, nora = make_gathering(world, answer), world.actor("nora")
    said = speak(world, gathering)
    deed = voice.release_voice(gathering, by=nora)
    answer.consultation.state = "submitted"
    db.session.flush()
    with pytest.raises(RuleBroken, match="inte öppen"):
        deed.undo(by=nora)
    assert said.state == "released"


def test_what_waits_is_of_the_organisation_acted_for(
    request_context: None, world: World, answer: Answer
) -> None:
    make_gathering(world, answer)
    other = make_organisation("Utanför", "association")
    hats = {"a": (other, ["representative"]), "b": (world.norrdans, ["representative"])}
    world.named["ove"] = make_person("Ove Ute", **hats)
    db.session.flush()
    assert gatherings_waiting(world.actor("ove", other)) == []
    [item] = gatherings_waiting(world.actor("ove", world.norrdans))
    assert item.title == "Svara Alliansen Norrvik"


def test_of_two_colleagues_who_answer_the_second_finds_the_first_ones_answer(
    world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    held = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(asking, "hold", lambda thing: held.append(thing))
        patched.setattr(asking, "answer_of", lambda *about: held.append("asked") or None)
        asking.say_read(gathering, by=world.actor("disa"))
    assert held == [gathering, "asked"]
    assert asking.say_read(gathering, by=world.actor("dora"), has_nothing=True).details == {
        "before": False
    }
