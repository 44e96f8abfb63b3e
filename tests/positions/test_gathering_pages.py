"""Asking, answering, putting together and releasing through the pages, with htmx and without."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.files.models import StoredFile
from ideell.files.store import Store
from ideell.foundation.clock import as_of, now, today
from ideell.foundation.dates import written_date
from ideell.positions.models import Contribution, Gathering
from ideell.positions.routes import gatherings
from ideell.positions.voice import release_voice
from tests.browsing import Browsers
from tests.drafting.builders import Answer
from tests.people.test_my_page import undo_on
from tests.positions.gatherings import SAID, give, make_gathering, more_of_norrvik, speak
from tests.positions.test_input_pages import newest
from tests.world import World

DAY = today() + timedelta(days=9)


def gathering_in() -> Gathering:
    return db.session.scalars(sa.select(Gathering)).one()


@pytest.mark.parametrize("htmx", [False, True])
def test_an_alliance_asks_gathers_and_speaks_with_one_voice(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    more_of_norrvik(world)
    db.session.commit()
    nora, nils = as_(world.nora, htmx=htmx), as_(world.nils, htmx=htmx)
    workspace, new = (
        f"/remisser/{answer.consultation.id}",
        f"/remisser/{answer.consultation.id}/insamling/ny",
    )
    assert "Samla in från medlemmarna" in nora.get_plain(workspace)
    nora.send(new, new, introduction="Vad tycker ni?", last_day=written_date(DAY))
    at = f"/insamlingar/{gathering_in().id}"
    assert "Insamling i Alliansen Norrvik" in nora.get_plain(workspace)
    nora.get(new, status=303)  # there is one already

    assert "Svara Alliansen Norrvik" in nils.get_plain("/")
    page = nils.get_plain(at)
    assert "Vad tycker ni?" in page
    assert "Folkbildning" in page
    nils.get_plain(f"{at}/kapitel/{answer.proposal.id}")
    nils.get(workspace, status=404)
    write = f"{at}/inspel/nytt"
    asked = f"{write}?kapitel={answer.proposal.id}"
    assert nils.get_plain(asked).form(write)["node"] == str(answer.proposal.id)
    nils.send(asked, write, text=SAID, stance="doubtful", node=str(answer.proposal.id))
    given = newest()
    assert (given.gathering_id, given.node_id) == (gathering_in().id, answer.proposal.id)
    seen = nils.get_plain(f"/inspel/{given.id}")
    assert "Alliansen Norrvik och dess medlemmar ser det. Ingen annan." in seen
    nils.send(f"/inspel/{given.id}", f"/inspel/{given.id}/frislappande")
    assert "Skickat till Alliansen Norrvik" in nils.get_plain(f"/inspel/{given.id}").said()
    as_(world.mona).get(f"/inspel/{given.id}", status=404)

    assert "Gå igenom ett inspel från en medlem" in nora.get_plain("/")
    compose = f"{at}/sammanstallning/{answer.proposal.id}"
    page = nora.get_plain(compose)
    assert SAID in page.text
    nora.send(compose, compose, text="Norrvik vill ha lokaler.", origins=str(given.id))
    said = newest()
    assert (said.voice_of_id, said.organisation_id) == (gathering_in().id, world.norrvik.id)
    assert [one.id for one in said.origins] == [given.id]
    as_(world.mona).get(f"/inspel/{said.id}", status=404)
    nils.get(f"/inspel/{said.id}", status=404)

    release = f"{at}/frislappande"
    page = nora.get_plain(release)
    for words in (
        "Norrvik vill ha lokaler.",
        "som ord från Alliansen Norrvik",
        "5 organisationer",
        "Alla i Samklang och dess 4 medlemsorganisationer ser det.",
        "Norrviks kör",
    ):
        assert words in page
    nora.send(release, release)
    outside = as_(world.mona).get(f"/inspel/{said.id}")
    assert "Norrvik vill ha lokaler." in outside
    assert "Norrviks kör" not in outside
    assert "Vems ord är med" not in outside
    assert "Norrviks kör" in nils.get_plain(f"/inspel/{said.id}")
    nora.post(undo_on(nora.get_plain(at)))
    as_(world.mona).get(f"/inspel/{said.id}", status=404)


def test_what_differs_is_told_before_the_release(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    speak(world, gathering)
    speak(world, gathering, by=world.actor("tove", world.norrvik), text="Norrvik vill något annat.")
    page = as_(world.nora).get(f"/insamlingar/{gathering.id}/frislappande")
    assert "Två utkast skiljer sig om remissen i stort" in page
    assert "Det finns inget att skicka" in page
    first = db.session.scalars(sa.select(Contribution)).first()
    assert "Jämför och välj" in as_(world.nora).get(f"/inspel/{first.id}")


def test_who_puts_together_twice_is_led_to_what_is_there_and_has_one_voice(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    nora, at = as_(world.nora), f"/insamlingar/{gathering.id}/sammanstallning/0"
    fields = nora.get(at).form(at)
    first = speak(world, gathering)
    assert first.text in nora.get(at, follow=True)
    nora.post(at, fields | {"text": "Skrivet i ett annat fönster."})
    page = nora.get(f"/insamlingar/{gathering.id}/frislappande")
    assert "Två utkast skiljer sig om remissen i stort" in page
    assert "Det finns inget att skicka" in page
    assert "Jämför och välj" in nora.get(f"/inspel/{first.id}")


def test_who_speaks_again_on_a_matter_is_told_what_was_said(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering, nora = make_gathering(world, answer), as_(world.nora)
    compose, release = (
        f"/insamlingar/{gathering.id}/{act}" for act in ("sammanstallning/0", "frislappande")
    )
    speak(world, gathering, node=answer.proposal, text="Ord om förslaget.")
    speak(world, gathering, text="Norrvik vill ha lokaler.")
    assert "har redan skickat" not in nora.get(release)
    release_voice(gathering, by=world.actor("nora"))
    db.session.commit()
    told = "Alliansen Norrvik har redan skickat ord om remissen i stort, i dag"
    page = nora.get(compose)
    for words in (told, "Norrvik vill ha lokaler.", "Den som läser ser båda texterna."):
        assert words in page
    assert "Ord om förslaget." not in page
    assert told in nora.send(compose, compose, text="", status=422)
    nora.send(compose, compose, text="Norrvik vill också ha ljus.")
    page = nora.get(release)
    for words in (told, "Norrvik vill ha lokaler.", "Norrvik vill också ha ljus."):
        assert words in page
    assert "Ord om förslaget." not in page, "nothing more is said of that"


def test_a_text_that_changed_after_it_was_read_is_not_released(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    said, nora = speak(world, gathering), as_(world.nora)
    at = f"/insamlingar/{gathering.id}/frislappande"
    fields = nora.get(at).form(at)
    nora.send(f"/inspel/{said.id}/andra", f"/inspel/{said.id}/andra", text="Något annat.")
    page = nora.post(at, fields, status=409)
    assert "Någon har ändrat texten" in page
    assert "Något annat." in page
    nora.send(at, at)
    assert newest().state == "released"


def test_what_everybody_may_read_counts_nobody(as_: Browsers, world: World, answer: Answer) -> None:
    gathering = make_gathering(world, answer)
    speak(world, gathering)
    answer.consultation.audience = "public"
    db.session.commit()
    page = as_(world.nora).get(f"/insamlingar/{gathering.id}/frislappande")
    assert "Alla ser det, också utan att logga in." in page
    assert "organisationer och" not in page


def test_a_member_says_that_it_has_read_or_has_nothing_to_say(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at, nils = f"/insamlingar/{make_gathering(world, answer).id}", as_(world.nils)
    nils.send(at, f"{at}/lasning")
    page = nils.get(at)
    assert "Alliansen ser att ni har läst." in page
    nils.send(at, f"{at}/tystnad")
    page = nils.get(at)
    assert "har inget att säga" in as_(world.nora).get(at)
    nils.post(undo_on(page))
    assert "har läst" in as_(world.nora).get(at)
    as_(world.nora).post(f"{at}/lasning", status=403)


def test_the_question_is_changed_closed_and_opened(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at, nora = f"/insamlingar/{make_gathering(world, answer).id}", as_(world.nora)
    page = nora.send(f"{at}/andra", f"{at}/andra", introduction="", status=422)
    assert "Skriv vad ni vill att medlemmarna svarar på" in page
    nora.send(f"{at}/andra", f"{at}/andra", introduction="Nytt?", nodes=str(answer.chapter.id))
    assert "Nytt?" in nora.get(at)
    assert [node.id for node in gathering_in().nodes] == [answer.chapter.id]
    nora.send(at, f"{at}/avslut")
    assert "tar inte emot fler inspel" in as_(world.nils).get(at)
    as_(world.nils).get(f"{at}/inspel/nytt", status=403)
    nora.send(at, f"{at}/oppning")
    as_(world.nils).get(f"{at}/inspel/nytt")


def test_two_who_change_the_question_see_each_other(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at, nora = f"/insamlingar/{make_gathering(world, answer).id}/andra", as_(world.nora)
    fields = nora.get(at).form(at)
    gathering_in().introduction = "Den andras ord."
    db.session.commit()
    page = nora.post(at, fields | {"introduction": "Mina ord."}, status=409)
    assert "Mina ord." in page.text
    assert "Den andras ord." in page.text


def test_what_is_typed_is_kept_and_offered_back(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    give(world, gathering)
    at = f"/insamlingar/{gathering.id}"
    nils, nora = as_(world.nils, htmx=True), as_(world.nora, htmx=True)
    write, compose = f"{at}/inspel/nytt", f"{at}/sammanstallning/0"
    typed = nils.get_plain(write).form(write) | {"text": "Halva meningen"}
    assert "Utkastet är sparat" in nils.post(f"{at}/inspel/utkast", typed, status=200)
    assert "Halva meningen" in nils.get_plain(write).text
    assert "Halva meningen" not in nils.get_plain(f"{write}?nytt=1").text
    typed = nora.get_plain(compose).form(compose) | {"text": "Halva rösten"}
    assert "Utkastet är sparat" in nora.post(f"{compose}/utkast", typed, status=200)
    assert "Halva rösten" in nora.get_plain(compose).text
    other = nora.get_plain(f"{at}/sammanstallning/{answer.proposal.id}")
    assert "Halva rösten" not in other.text
    with as_of(now() + timedelta(days=2)):
        assert "Fortsätt på ditt inspel" in nils.get_plain("/")
        left = [a.get("href") for a in nora.get_plain("/").all("a")]
        assert compose in left


def test_parts_that_are_not_in_it_are_not_there(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at = f"/insamlingar/{make_gathering(world, answer).id}"
    as_(world.nils).get(f"{at}/kapitel/9999", status=404)
    as_(world.nora).get(f"{at}/sammanstallning/9999", status=404)
    as_(world.nils).get(f"{at}/fil", status=404)
    as_(world.mona).get(at, status=404)
    as_(world.anna).get(f"/remisser/{answer.consultation.id}/insamling/ny", status=403)


def test_the_report_is_fetched_through_the_gathering(
    as_: Browsers, world: World, answer: Answer, app: object
) -> None:
    store = Store(app.extensions["ideell_settings"].data / "files")
    answer.chapter.document.file = StoredFile(
        name="betänkande.txt", sha256=store.put(b"5 Folkbildning"), size=14,
        media_type="text/plain", user_id=world.mona.id, acting_org_id=world.samklang.id,
    )  # fmt: skip
    at = f"/insamlingar/{make_gathering(world, answer).id}"
    assert "Hämta betänkandet" in as_(world.nils).get(at)
    assert "Folkbildning" in as_(world.nils).get(f"{at}/fil").text


def test_the_report_comes_from_the_store_that_the_product_has(
    as_: Browsers, world: World, answer: Answer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = Store(tmp_path / "elsewhere")  # as a bucket: not the folder beside the database
    monkeypatch.setattr(gatherings, "the_store", lambda: store)
    answer.chapter.document.file = StoredFile(
        name="betänkande.html", sha256=store.put(b"<p>Folkbildning</p>"), size=19,
        media_type="text/html", user_id=world.mona.id, acting_org_id=world.samklang.id,
    )  # fmt: skip
    at = f"/insamlingar/{make_gathering(world, answer).id}/fil"
    response = as_(world.nils).client.get(at)
    assert response.data == b"<p>Folkbildning</p>"
    assert response.headers["Content-Type"] == "application/octet-stream"


def test_a_chapter_shows_what_the_members_said_of_it(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer)
    give(world, gathering, node=answer.chapter)
    page = as_(world.disa).get(f"/insamlingar/{gathering.id}/kapitel/{answer.chapter.id}")
    assert SAID in page
    assert "Dela bidraget" in page


def test_it_is_found_by_those_who_belong_and_nobody_else(
    as_: Browsers, world: World, answer: Answer
) -> None:
    gathering = make_gathering(world, answer, introduction="Hur många dragspel har ni?")
    give(world, gathering, text="Vi har sju dragspel.")
    assert "dragspel" in as_(world.disa).get("/sok?q=dragspel").text
    assert "2 träffar" in as_(world.disa).get("/sok?q=dragspel")
    for who in (world.mona, world.anna, world.sara):
        assert "sju dragspel" not in as_(who).get("/sok?q=dragspel")


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "Välj i dag eller en senare dag."), (31, "då remissen ska vara besvarad")],
)
def test_a_day_that_does_not_fit_is_told_at_the_field_and_nothing_is_lost(
    as_: Browsers, world: World, answer: Answer, days: int, said: str, htmx: bool
) -> None:
    answer.consultation.deadline = today() + timedelta(days=30)
    db.session.commit()
    nora = as_(world.nora, htmx=htmx)
    new = f"/remisser/{answer.consultation.id}/insamling/ny"
    day = written_date(today() + timedelta(days=days))
    page = nora.send(
        new, new, introduction="Vad tycker ni?", last_day=day, nodes=str(answer.chapter.id),
        status=422,
    )  # fmt: skip
    assert said in page
    typed = page.form(new)
    assert (typed["introduction"], typed["last_day"]) == ("Vad tycker ni?", day)
    assert typed["nodes"] == str(answer.chapter.id)
    nora.send(new, new, introduction="Vad tycker ni?", last_day=written_date(DAY))
    change = f"/insamlingar/{gathering_in().id}/andra"
    page = nora.send(change, change, introduction="Och ni?", last_day=day, status=422)
    assert said in page
    assert page.form(change)["introduction"] == "Och ni?"
