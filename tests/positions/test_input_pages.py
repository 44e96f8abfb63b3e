"""Giving input through the pages, with htmx and without."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.clock import as_of, now
from ideell.foundation.keep import KeptForm
from ideell.positions.models import Contribution
from tests.browsing import Browser, Browsers, Page
from tests.drafting.builders import Answer
from tests.people.test_my_page import undo_on
from tests.positions.builders import make_input
from tests.world import World


def new(answer: Answer) -> str:
    return f"/remisser/{answer.consultation.id}/inspel/nytt"


def listed(answer: Answer) -> str:
    return f"/remisser/{answer.consultation.id}/inspel"


def autosave(browser: Browser, path: str, fields: dict[str, str]) -> Page:
    """Save a draft as the script does."""
    return Browser(browser.client, htmx=True).post(path, fields, status=200)


def newest() -> Contribution:
    found = db.session.scalar(sa.select(Contribution).order_by(Contribution.id.desc()).limit(1))
    assert found is not None
    return found


def text_in(page: Page) -> str:
    return next(
        "".join(e.itertext()).strip() for e in page.all("textarea") if e.get("name") == "text"
    )


@pytest.mark.parametrize("htmx", [False, True])
def test_input_goes_from_draft_to_answer(
    as_: Browsers, world: World, answer: Answer, htmx: bool
) -> None:
    anna, cecilia, mona = (as_(one, htmx=htmx) for one in (world.anna, world.cecilia, world.mona))
    anna.send(new(answer), new(answer), text="Vi vill ha pengar.", node=str(answer.proposal.id),
              stance="support_with_changes")  # fmt: skip
    made = newest()
    at = f"/inspel/{made.id}"
    assert made.state == "draft"
    assert made.node_id == answer.proposal.id
    cecilia.get(at, status=404)
    assert "Tryck på ”Dela i organisationen”, så kan er samordnare" in anna.get_plain(at)
    anna.send(at, f"{at}/delning")
    page = cecilia.get_plain(at)
    assert "har alltså inte svarat med det än. Tryck på ”Skicka till Samklang”" in page
    assert "Er samordnare skickar det när det är färdigt." in anna.get_plain(at)
    as_(world.larserik).get(at, status=404)
    cecilia.send(at, f"{at}/frislappande")
    assert "Vi vill ha pengar." in as_(world.larserik).get_plain(listed(answer))
    page = mona.send(at, f"{at}/svar", disposition="partly", reason="", status=422)
    assert "Skriv ett kort skäl" in page
    mona.send(at, f"{at}/svar", disposition="partly", reason="Pengarna kom med.")
    seen = anna.get_plain(at)
    assert "Delvis beaktat" in seen
    assert "Pengarna kom med." in seen


def test_an_answer_must_be_chosen(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="released")
    at = f"/inspel/{made.id}"
    page = as_(world.mona).send(
        at, f"{at}/svar", reason="Ett skäl som inte får gå förlorat.", status=422
    )
    assert "Välj något" in page
    assert "inte får gå förlorat" in page.text


def test_a_move_is_undone_from_the_page(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer, by="cecilia", state="shared")
    browser, at = as_(world.cecilia), f"/inspel/{made.id}"
    browser.send(at, f"{at}/frislappande")
    page = browser.get(at)
    assert "Skickat till Samklang." in page.said()
    browser.post(undo_on(page))
    assert newest().state == "shared"
    browser.send(at, f"{at}/atertagande")
    assert newest().state == "draft"


def test_withdrawn_input_is_found_again_and_shared(
    as_: Browsers, world: World, answer: Answer
) -> None:
    made = make_input(world, answer, state="withdrawn")
    assert "Återtaget" in as_(world.cecilia).get(listed(answer))
    as_(world.larserik).get(f"/inspel/{made.id}", status=404)
    as_(world.cecilia).send(f"/inspel/{made.id}", f"/inspel/{made.id}/delning")
    assert newest().state == "shared"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": " "}, "Skriv vad ni tycker"),
        ({"text": "x" * 20_001}, "Högst 20000 får plats"),
        ({"text": "Hej.", "node": "999999"}, "Välj något"),
        ({"text": "Hej.", "node": "odd"}, "Välj något"),
        ({"text": "Hej.", "stance": "perhaps"}, "Välj något"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_bad_input_gets_a_sentence_and_is_kept(
    as_: Browsers, world: World, answer: Answer, typed: dict[str, str], said: str, htmx: bool
) -> None:
    page = as_(world.anna, htmx=htmx).send(new(answer), new(answer), status=422, **typed)
    assert said in page
    assert text_in(page) == typed["text"].strip()
    assert not db.session.scalars(sa.select(Contribution)).all()


def test_input_is_written_on_a_node_of_the_report(
    as_: Browsers, world: World, answer: Answer
) -> None:
    node_page = f"/remisser/{answer.consultation.id}/kapitel/{answer.proposal.id}"
    path = f"/kapitel/{answer.proposal.id}/inspel/nytt"
    browser = as_(world.anna)
    assert path in [a.get("href") for a in browser.get(node_page).all("a")]
    assert "Skriv vad ni tycker" in browser.send(path, path, text="", status=422)
    browser.send(path, path, text="Vi är emot.", stance="oppose")
    assert newest().node_id == answer.proposal.id
    assert "Vi är emot." not in as_(world.larserik).get(node_page)
    make_input(
        world, answer, by="larserik", node=answer.proposal, state="released", text="Vi är för."
    )
    assert "Vi är för." in browser.get(node_page)


def test_the_form_says_for_whom_one_writes(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.tove, org=world.norrvik).get(new(answer))
    assert "Du skriver för Alliansen Norrvik. Ingen annan ser texten" in page
    shared = make_input(world, answer, by="birgitta", state="shared")
    page = as_(world.anna).get(f"/inspel/{shared.id}/andra")
    assert "Alla i organisationen ser texten" in page


def test_the_other_hat_is_told_to_change_back(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer, by="tove")
    page = as_(world.tove, org=world.norrvik).get(f"/inspel/{made.id}")
    assert "Byt till Körbygden högst upp" in page
    assert "Dela i organisationen" not in page


def test_what_was_typed_and_not_saved_is_offered_back(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.anna)
    fields = browser.get(new(answer)).form(new(answer)) | {"text": "Ett påbörjat inspel."}
    line = autosave(browser, f"{listed(answer)}/utkast", fields)
    assert "Utkastet är sparat" in line
    assert not line.all("form")
    browser.post(f"{listed(answer)}/utkast", fields)
    assert "Det finns kvar här" in browser.get(new(answer)).said()
    page = browser.get(listed(answer))
    assert "Fortsätt där du slutade" in page
    assert "Ett påbörjat inspel." in page
    page = browser.get(new(answer))
    assert text_in(page) == "Ett påbörjat inspel."
    assert "Fortsätt där du slutade" in page
    assert text_in(browser.get(f"{new(answer)}?nytt=1")) == ""
    browser.post(new(answer), page.form(new(answer)))
    assert "Fortsätt där du slutade" not in browser.get(listed(answer))
    assert text_in(browser.get(new(answer))) == ""


def test_a_draft_about_one_proposal_is_not_another_ones(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser, on_node = as_(world.anna), f"/kapitel/{answer.proposal.id}/inspel"
    fields = browser.get(f"{on_node}/nytt").form(f"{on_node}/nytt") | {"text": "Om förslaget."}
    autosave(browser, f"{on_node}/utkast", fields)
    assert text_in(browser.get(new(answer))) == ""
    assert text_in(browser.get(f"{on_node}/nytt")) == "Om förslaget."
    assert "Om förslaget." in browser.get(listed(answer))
    browser.send(new(answer), new(answer), text="Annat.")
    assert text_in(browser.get(f"{on_node}/nytt")) == "Om förslaget."


def test_a_draft_of_a_change_is_offered_back(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer)
    at, browser = f"/inspel/{made.id}", as_(world.anna)
    fields = browser.get(f"{at}/andra").form(f"{at}/andra") | {"text": "Nyare ord."}
    autosave(browser, f"{at}/utkast", fields)
    assert text_in(browser.get(f"{at}/andra")) == "Nyare ord."
    assert "Nyare ord." in browser.get(listed(answer))


def test_an_autosave_without_number_or_after_sending_keeps_nothing(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.anna)
    line = autosave(browser, f"{listed(answer)}/utkast", {"text": "Hej"})
    assert "Utkast sparas medan du skriver" in line
    fields = browser.get(new(answer)).form(new(answer)) | {"text": "Skickat."}
    browser.post(new(answer), fields)
    late = autosave(browser, f"{listed(answer)}/utkast", fields | {"text": "Skick"})
    assert "Utkastet är sparat" not in late
    assert text_in(browser.get(new(answer))) == ""


def test_a_form_sent_twice_gives_one_input(as_: Browsers, world: World, answer: Answer) -> None:
    browser = as_(world.anna)
    fields = browser.get(new(answer)).form(new(answer)) | {"text": "En gång."}
    browser.post(new(answer), fields)
    browser.post(new(answer), fields)
    assert "Det var redan gjort" in browser.get("/").said()
    assert len(db.session.scalars(sa.select(Contribution)).all()) == 1


def test_words_written_after_going_back_are_not_lost(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.anna)
    fields = browser.get(new(answer)).form(new(answer)) | {"text": "Första."}
    browser.post(new(answer), fields)
    browser.post(new(answer), fields | {"text": "Första, och mer."})
    texts = db.session.scalars(sa.select(Contribution.text).order_by(Contribution.id)).all()
    assert texts == ["Första.", "Första, och mer."]


def change(browser: Browser, at: str, **typed: str) -> dict[str, str]:
    return browser.get(f"{at}/andra").form(f"{at}/andra") | typed


def test_two_of_one_organisation_never_overwrite_each_other(
    as_: Browsers, world: World, answer: Answer
) -> None:
    made = make_input(world, answer, state="shared", stance="support")
    at = f"/inspel/{made.id}"
    anna, birgitta = as_(world.anna), as_(world.birgitta)
    mine = change(anna, at, text="Annas ord.")
    birgitta.post(f"{at}/andra", change(birgitta, at, text="Birgittas ord."))
    page = anna.post(f"{at}/andra", mine, status=409)
    assert "Birgitta Lind hann spara före dig" in page
    assert "Birgittas ord." in page
    assert text_in(page) == "Annas ord."
    assert newest().text == "Birgittas ord."
    anna.post(f"{at}/andra", page.form(f"{at}/andra") | {"text": "Bådas ord."})
    assert newest().text == "Bådas ord."


def test_an_old_draft_never_overwrites_newer_words(
    as_: Browsers, world: World, answer: Answer
) -> None:
    made = make_input(world, answer, state="shared")
    at, anna, birgitta = f"/inspel/{made.id}", as_(world.anna), as_(world.birgitta)
    autosave(anna, f"{at}/utkast", change(anna, at, text="Annas utkast."))
    birgitta.post(f"{at}/andra", change(birgitta, at, text="Birgittas ord."))
    resumed = anna.get(f"{at}/andra").form(f"{at}/andra")
    assert resumed["text"] == "Annas utkast."
    assert "hann spara före dig" in anna.post(f"{at}/andra", resumed, status=409)


def test_two_at_the_very_same_time_take_turns(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="shared")
    assert made.version  # as this one saw it
    newer = sa.update(Contribution).values(version=Contribution.version + 1)
    db.session.execute(newer, execution_options={"synchronize_session": False})
    made.text = "Gamla ord."
    with pytest.raises(sa.orm.exc.StaleDataError):
        db.session.flush()


def test_changing_says_what_is_missing(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer)
    at = f"/inspel/{made.id}/andra"
    assert "Skriv vad ni tycker" in as_(world.anna).send(at, at, text=" ", status=422)
    as_(world.anna).send(at, at, text="Nya ord.", stance="")
    assert (newest().text, newest().stance) == ("Nya ord.", None)


def test_a_kept_form_with_odd_values_still_opens(
    as_: Browsers, world: World, answer: Answer
) -> None:
    fields = {"text": "Mina ord.", "node": "odd", "stance": "odd"}
    db.session.add(
        KeptForm(user_id=world.anna.id, once="x", fields=fields,
                 place=f"positions.contribute:{answer.consultation.id}")
    )  # fmt: skip
    db.session.commit()
    assert text_in(as_(world.anna).get(new(answer))) == "Mina ord."


def test_drafts_of_things_one_no_longer_sees_are_not_listed(
    as_: Browsers, world: World, answer: Answer
) -> None:
    for place, text in (("positions.contribute:99", "Borta."), ("positions.change:99", "Borta."),
                        (f"positions.contribute_on:{answer.proposal.id}", "  ")):  # fmt: skip
        db.session.add(
            KeptForm(user_id=world.anna.id, once=place, place=place, fields={"text": text})
        )
    db.session.commit()
    page = as_(world.anna).get(listed(answer))
    assert "Fortsätt där du slutade" not in page
    assert "Borta." not in page


def test_a_list_of_sixty_is_read_in_pages_and_by_what_waits(
    as_: Browsers, world: World, answer: Answer
) -> None:
    for number in range(60):
        node = answer.proposal if number % 2 else None
        by = "larserik" if number % 3 else "anna"
        make_input(
            world, answer, by=by, node=node, state="released", text=f"Inspel nummer {number}."
        )
    db.session.execute(
        sa.update(Contribution).where(Contribution.id % 4 == 0).values(disposition="taken")
    )
    db.session.commit()
    browser = as_(world.anna)
    first = browser.get(listed(answer))
    assert len(first.all("article")) == 25
    assert "Sida 1 av 3" in first
    assert "Alla (60)" in first
    assert "Våra (20)" in first
    assert [e for e in first.all("h2") if "Remissen i stort" in "".join(e.itertext())]
    assert len(browser.get(f"{listed(answer)}?sida=3").all("article")) == 10
    waiting = browser.get(f"{listed(answer)}?visa=vantar")
    assert "Väntar på svar (45)" in waiting
    assert "Sida 1 av 2" in waiting
    assert len(browser.get(f"{listed(answer)}?visa=besvarade").all("article")) == 15
    assert "Här finns inget att visa" in browser.get(f"{listed(answer)}?sida=9")
    for odd in ("sida=0", "sida=-3", "sida=x", "visa=odd", "sida=99999999999999999999"):
        browser.get(f"{listed(answer)}?{odd}")


def test_an_empty_list_asks_for_the_first(as_: Browsers, world: World, answer: Answer) -> None:
    page = as_(world.larserik).get(listed(answer))
    assert "Skriv det första, en mening räcker" in page


def test_what_the_office_put_in_is_shown_as_such(
    as_: Browsers, world: World, answer: Answer
) -> None:
    made = make_input(world, answer, state="released")
    made.on_behalf = True
    db.session.commit()
    assert "Inlagt av kansliet åt Körbygden" in as_(world.larserik).get(f"/inspel/{made.id}")


def test_the_workspace_counts_input_and_leads_to_it(
    as_: Browsers, world: World, answer: Answer
) -> None:
    at = f"/remisser/{answer.consultation.id}"
    assert "Inga inspel än" in as_(world.anna).get(at)
    for by in ("anna", "larserik", "nora"):
        make_input(world, answer, by=by, state="released")
    page = as_(world.anna).get(at)
    assert "Läs 3 inspel, varav 1 från er" in page
    assert "varav" not in as_(world.mona).get(at)


def test_nobody_writes_when_the_answer_has_left(
    as_: Browsers, world: World, answer: Answer
) -> None:
    answer.consultation.state = "submitted"
    db.session.commit()
    browser = as_(world.anna)
    assert new(answer) not in [a.get("href") for a in browser.get(listed(answer)).all("a")]
    browser.get(new(answer), status=403)
    browser.post(f"{listed(answer)}/utkast", {"text": "x", "once": "1"}, status=403)


def test_outsiders_find_nothing(as_: Browsers, world: World, answer: Answer) -> None:
    made = make_input(world, answer, state="released")
    for path in (listed(answer), new(answer), f"/inspel/{made.id}", f"/inspel/{made.id}/andra"):
        as_(world.ulla).get(path, status=404)
    assert "/logga-in" in as_(None).get(listed(answer), status=303).response.headers["Location"]


def test_a_draft_older_than_a_day_waits_for_its_writer(
    as_: Browsers, world: World, answer: Answer
) -> None:
    browser = as_(world.anna)
    fields = browser.get(new(answer)).form(new(answer)) | {"text": "Ett påbörjat inspel. " * 20}
    autosave(browser, f"{listed(answer)}/utkast", fields)
    assert "Fortsätt på ditt inspel" not in browser.get("/")
    with as_of(now() + timedelta(days=2)):
        page = browser.get("/")
        assert "Fortsätt på ditt inspel" in page
        assert "…”" in page


def test_a_chapter_tells_of_input_further_down(as_: Browsers, world: World, answer: Answer) -> None:
    at = f"/remisser/{answer.consultation.id}/kapitel/{answer.chapter.id}"
    larserik = as_(world.larserik)
    assert "sagt något om det här än." in larserik.get(at)
    make_input(world, answer, node=answer.proposal, state="shared")
    assert "Längre ner" not in larserik.get(at)
    make_input(world, answer, by="larserik", node=answer.proposal, state="released")
    page = larserik.get(at)
    assert "sagt något om just det här än." in page
    assert "Längre ner: 1 inspel." in page
    make_input(world, answer, by="larserik", node=answer.chapter, state="released")
    page = larserik.get(at)
    assert "sagt något om" not in page
    assert "Längre ner: 1 inspel." in page
