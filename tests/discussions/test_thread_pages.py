"""Discussions as people meet them: started, read, answered, with htmx and without."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa

from ideell.activity.notices import Notice, waiting_notices
from ideell.activity.read_positions import last_seen
from ideell.discussions.followed import new_in_followed
from ideell.discussions.models import Post, PostWording, Thread
from ideell.discussions.waiting import unsent
from ideell.extensions import db
from ideell.foundation.actor import STRANGER
from ideell.foundation.clock import as_of, now
from ideell.foundation.keep import KeptForm
from tests.browsing import Browsers, words
from tests.discussions.builders import make_thread, say
from tests.drafting.builders import make_answer
from tests.world import World


def posts(thread: Thread) -> list[Post]:
    mine = sa.select(Post).where(Post.thread_id == thread.id).order_by(Post.id)
    return list(db.session.scalars(mine))


def test_a_discussion_is_started_for_those_whom_the_form_names(world: World, as_: Browsers) -> None:
    anna = as_(world.anna)
    page = anna.get("/diskussioner/ny")
    assert "Alla i Samklang och dess 4 medlemsorganisationer ser det." in page
    assert "Bara de som hör till Körbygden ser det." in page
    anna.send(
        "/diskussioner/ny", "/diskussioner/ny", title="Vem har noter?", body="Vi *saknar* noter.",
        room=f"{world.samklang.id}-members",
    )  # fmt: skip
    thread = db.session.scalars(sa.select(Thread)).one()
    page = as_(world.larserik).get(thread.url)
    assert "Vem har noter?" in page
    assert "Alla i Samklang" in page
    assert "1 nytt inlägg" in page
    as_(world.ulla).get(thread.url, status=404)
    as_(world.nils).get(thread.url, status=404)


def test_an_empty_form_says_what_to_fill_in_and_keeps_the_rest(world: World, as_: Browsers) -> None:
    page = as_(world.anna).send(
        "/diskussioner/ny", "/diskussioner/ny", status=422, title="", body="Kvar", room="9-circus"
    )
    for sentence in ("Skriv en rubrik", "Välj vilka som ska se det."):
        assert sentence in page
    assert "Kvar" in page.text


def test_what_was_typed_and_not_sent_is_offered_back(world: World, as_: Browsers) -> None:
    anna = as_(world.anna, htmx=True)
    fields = anna.get_plain("/diskussioner/ny").form("/diskussioner/ny")
    anna.post("/diskussioner/ny/utkast", fields | {"title": "Halv", "body": "Hälften"}, status=200)
    page = as_(world.anna).get("/diskussioner/ny")
    assert 'value="Halv"' in page.text
    assert "Hälften" in page
    assert "Halv" not in as_(world.anna).get("/diskussioner/ny?nytt=1").text


def test_the_list_says_what_is_new_and_leads_to_it(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=3)
    page = as_(world.larserik).get("/diskussioner?visa=nytt")
    assert "2 nya" in page
    assert "Inlägg nummer 2." in page
    assert f"{thread.url}#nya" in page.text
    assert "Du har läst allt" in as_(world.ulla).get("/diskussioner?visa=nytt")
    assert "Du följer ingen" in as_(world.mona).get("/diskussioner?visa=mina")
    assert thread.title in as_(world.anna).get("/diskussioner?visa=mina")
    assert thread.title in as_(world.mona).get("/diskussioner?visa=circus&sida=x")


def test_the_list_has_pages_of_25_with_the_pinned_first(world: World, as_: Browsers) -> None:
    for number in range(26):
        make_thread(world, title=f"Diskussion {number}")
    oldest = db.session.scalars(sa.select(Thread).order_by(Thread.id)).first()
    as_(world.mona).post(f"{oldest.url}/fast")
    page = as_(world.mona).get("/diskussioner")
    assert page.text.count('id="thread-') == 25
    assert page.text.index("Diskussion 0") < page.text.index("Diskussion 25")
    assert "Sida 1 av 2" in page
    assert "Diskussion 1<" in as_(world.mona).get("/diskussioner?sida=99").text


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_said_stands_last(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world, posts=1)
    answer = as_(world.larserik, htmx=htmx).send(
        thread.url, f"{thread.url}/inlagg", body="Vi räknar resor."
    )
    said = posts(thread)[-1]
    assert (said.body, said.author_id) == ("Vi räknar resor.", world.larserik.id)
    if htmx:
        assert f'id="post-{said.id}" data-focus' in answer.text
        assert "Skickat." in answer.text
        assert "Ångra" in answer.text
        assert "Vi räknar resor." not in answer.form(f"{thread.url}/inlagg").values()
    else:
        page = as_(world.larserik).get(thread.url)
        assert "Vi räknar resor." in page
    assert not db.session.scalars(sa.select(KeptForm).where(KeptForm.done_at.is_(None))).all()


@pytest.mark.parametrize("htmx", [False, True])
def test_silence_is_refused_in_words(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world)
    page = as_(world.anna, htmx=htmx).send(thread.url, f"{thread.url}/inlagg", status=422, body=" ")
    assert "Skriv något först." in page


def test_a_post_is_taken_back_and_leaves_a_line(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=2)
    larserik = as_(world.larserik)
    larserik.send(thread.url, f"{thread.url}/inlagg", body="Ojdå")
    said = posts(thread)[-1]
    from ideell.activity.models import Deed

    made = db.session.scalars(sa.select(Deed).where(Deed.thing_id == said.id)).all()
    (deed,) = [one.id for one in made if one.tag == "post.made"]
    larserik.post(f"/handelser/{deed}/atertagande")
    page = as_(world.anna).get(thread.url)
    assert "Lars-Erik Sund tog tillbaka sitt inlägg." in page
    assert "Ojdå" not in page


def test_what_is_new_is_marked_until_it_is_read(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=4)
    mona = as_(world.mona)
    page = mona.get(thread.url)
    assert "4 nya inlägg" in page
    assert "4 nya inlägg" in mona.get(thread.url), "looking writes nothing"
    mona.post(f"{thread.url}/lasning", page.form(f"{thread.url}/lasning"))
    assert "4 nya inlägg" not in mona.get(thread.url)
    assert last_seen(world.actor("mona"), "Thread", thread.id) == posts(thread)[-1].id


def test_reading_from_the_middle_passes_nothing_over(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=6)
    fifth = posts(thread)[4]
    page = as_(world.mona).get(f"{thread.url}?fran={fifth.id}")
    assert "Visa 4 tidigare inlägg" in page
    assert not any(form.get("action") == f"{thread.url}/lasning" for form in page.all("form"))


def test_a_made_up_place_is_not_noted(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    as_(world.mona, htmx=True).post(
        f"{thread.url}/lasning", {"forsta": "0", "sista": "999999", "till": "1"}, status=200
    )
    assert last_seen(world.actor("mona"), "Thread", thread.id) == 0


def test_earlier_posts_are_shown_in_steps(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=60)
    mona = as_(world.mona, htmx=True)
    numbers = [one.id for one in posts(thread)]
    mona.post(
        f"{thread.url}/lasning",
        {"forsta": str(numbers[0]), "sista": str(numbers[-1]), "till": "1"}, status=200,
    )  # fmt: skip
    page = as_(world.mona).get(thread.url)
    assert page.text.count('<article class="post"') == 25
    assert "Visa 25 tidigare inlägg" in page
    assert "av 35" in page
    more = as_(world.mona).get(f"{thread.url}?fran={numbers[10]}")
    assert more.text.count('<article class="post"') == 50
    assert "Visa 10 tidigare inlägg" in more


def test_a_long_thread_unread_begins_at_the_beginning(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=130)
    page = as_(world.mona).get(thread.url)
    assert page.text.count('<article class="post"') == 100
    assert "Visa 30 senare inlägg" in page


def test_new_posts_are_announced_and_not_put_in(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=2)
    last = posts(thread)[-1].id
    mona = as_(world.mona, htmx=True)
    assert mona.get(f"{thread.url}/nytt?efter={last}&sett=0", status=204)
    new = say(world, thread, "Nytt")
    page = mona.get(f"{thread.url}/nytt?efter={last}&sett=0")
    assert "1 nytt inlägg." in page
    assert f"#post-{new.id}" in page.text
    assert mona.get(f"{thread.url}/nytt?efter={last}&sett=1", status=204)
    assert as_(world.larserik, htmx=True).get(f"{thread.url}/nytt?efter={last}&sett=0", status=204)
    as_(world.mona).get(f"{thread.url}/nytt", status=303)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_post_is_quoted_and_what_is_typed_stays(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world, posts=1)
    (first,) = posts(thread)
    larserik = as_(world.larserik, htmx=htmx)
    fields = larserik.get_plain(thread.url).form(f"{thread.url}/inlagg") | {"body": "Halva svaret"}
    page = larserik.post(f"{thread.url}/citat", fields | {"quoted": str(first.id)}, status=303)
    if htmx:
        assert "Inlägg nummer 0." in page
        assert "Halva svaret" not in page.text, "the field itself is left alone"
    plain = as_(world.larserik)
    page = plain.get(thread.url)
    assert "Halva svaret" in page
    sent = page.form(f"{thread.url}/inlagg")
    assert sent["quoted"] == str(first.id)
    plain.post(f"{thread.url}/inlagg", sent)
    assert posts(thread)[-1].quote == "Inlägg nummer 0."
    assert "Anna: Inlägg nummer 0." in as_(world.mona).get(thread.url)


def test_the_words_of_a_hidden_post_are_gone_from_quotes(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    (first,) = posts(thread)
    say(world, thread, "Så här", quoted=first)
    as_(world.mona).post(f"/inlagg/{first.id}/doljande", {"reason": "Grovt."})
    page = as_(world.larserik).get(thread.url)
    assert "Inlägg nummer 0." not in page
    assert "Inlägget från Anna finns inte kvar." in page


def test_a_quote_of_another_thread_is_no_quote(world: World, as_: Browsers) -> None:
    other = make_thread(world, posts=1, owner="korbygden", audience="own")
    thread = make_thread(world)
    fields = {"body": "Hej", "quoted": str(posts(other)[0].id)}
    as_(world.larserik).post(f"{thread.url}/inlagg", fields)
    assert posts(thread)[0].quoted_id is None


def test_somebody_named_is_told_once(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    as_(world.larserik).send(
        thread.url, f"{thread.url}/inlagg", body="@Birgitta och @Birgitta Lind"
    )
    (item,) = waiting_notices(world.actor("birgitta"))
    assert item.title == "Läs vad Lars-Erik Sund skrev till dig"
    assert "Läs vad Lars-Erik Sund skrev till dig" in as_(world.birgitta).get("/")
    birgitta = as_(world.birgitta)
    page = birgitta.get(item.url)
    assert "@Birgitta Lind" in page
    birgitta.post(f"{thread.url}/lasning", page.form(f"{thread.url}/lasning"))
    assert waiting_notices(world.actor("birgitta")) == []


@pytest.mark.parametrize("htmx", [False, True])
def test_a_misspelt_name_is_asked_about_with_the_text_back(
    world: World, as_: Browsers, htmx: bool
) -> None:
    thread = make_thread(world)
    action = f"{thread.url}/inlagg"
    browser = as_(world.larserik, htmx=htmx)
    page = browser.send(thread.url, action, status=422, body="@Brigitta Lind, hej")
    assert "Vi hittar ingen Brigitta Lind." in page
    fields = page.form(action)
    assert fields["body"].strip() == "@Brigitta Lind, hej"
    assert fields["menade-0"] == str(world.birgitta.id)
    browser.post(action, fields)
    (notice,) = db.session.scalars(sa.select(Notice)).all()
    assert notice.user_id == world.birgitta.id


def test_a_new_thread_names_only_those_who_see_what_it_is_about(
    world: World, as_: Browsers
) -> None:
    consultation = make_answer(world).consultation
    consultation.audience = "own"
    db.session.commit()
    mona, asked = as_(world.mona), f"/diskussioner/ny?om=remiss-{consultation.id}"
    typed = {"title": "Internt", "body": "Hej @Lars-Erik Sund", "room": "network"}
    page = mona.send(asked, "/diskussioner/ny", status=422, **typed)
    assert "Vi hittar ingen Lars-Erik Sund" in page
    assert f'value="{world.larserik.id}"' not in page.text
    typed["body"] = "Hej @Kerstin Alm"
    mona.send(asked, "/diskussioner/ny", **typed)
    (notice,) = db.session.scalars(sa.select(Notice)).all()
    assert notice.user_id == world.kerstin.id


@pytest.mark.parametrize("htmx", [False, True])
def test_whom_one_meant_is_asked_anew_when_others_are_to_see_it(
    world: World, as_: Browsers, htmx: bool
) -> None:
    larserik, new = as_(world.larserik, htmx=htmx), "/diskussioner/ny"
    typed = {"title": "Noter", "body": "@Brigitta Lind, hej"}
    typed["room"] = f"{world.spelmansringen.id}-own"
    page = larserik.send(new, new, status=422, **typed)
    assert "Låt fler se diskussionen, eller skriv namnet utan @." in page
    fields = page.form(new)
    assert fields["menade-0"] == "0"
    page = larserik.post(new, fields | {"room": "network"}, status=422)
    assert "Menade du Birgitta Lind?" in page
    fields = page.form(new)
    assert fields["menade-0"] == str(world.birgitta.id)
    larserik.post(new, fields)
    (notice,) = db.session.scalars(sa.select(Notice)).all()
    assert notice.user_id == world.birgitta.id


def test_a_name_that_names_nobody_stands_when_one_says_so(world: World, as_: Browsers) -> None:
    larserik, new = as_(world.larserik), "/diskussioner/ny"
    room = f"{world.spelmansringen.id}-own"
    page = larserik.send(new, new, status=422, title="Noter", body="@Xyzzy, hej", room=room)
    larserik.post(new, page.form(new))
    assert "@Xyzzy, hej" in larserik.get(db.session.scalars(sa.select(Thread)).one().url)


def test_only_those_who_see_the_thread_are_named(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    page = as_(world.larserik).send(
        thread.url, f"{thread.url}/inlagg", status=422, body="@Ulla Utom, hej"
    )
    assert "Ulla Utom bland dem som ser det här" in page or "Vi hittar ingen Ulla Utom" in page
    assert f'value="{world.ulla.id}"' not in page.text


def test_those_who_do_not_see_what_it_is_about_are_not_named(world: World, as_: Browsers) -> None:
    answer = make_answer(world)
    answer.consultation.audience = "own"
    thread = make_thread(world, "mona", audience="network", about=answer.consultation)
    as_(world.anna).get(thread.url, status=404)
    page = as_(world.mona).send(thread.url, f"{thread.url}/inlagg", status=422, body="@Anna Ek")
    assert "Vi hittar ingen Anna Ek" in page
    as_(world.mona).send(thread.url, f"{thread.url}/inlagg", body="@Kerstin Alm, se här")


def test_files_hang_on_a_post_and_a_bad_one_is_refused_in_words(
    world: World, as_: Browsers
) -> None:
    thread = make_thread(world)
    browser, action = as_(world.larserik), f"{thread.url}/inlagg"
    fields = browser.get(thread.url).form(action) | {"body": "Här är timmarna."}
    page = browser.post(action, fields | {"files": (BytesIO(b""), "tom.pdf")}, status=422)
    assert "Filen är tom" in page
    assert "Här är timmarna." in page
    browser.post(action, page.form(action) | {"files": (BytesIO(b"tolv"), "timmar.txt")})
    page = as_(world.anna).get(thread.url)
    assert "timmar.txt" in page
    (link,) = {one.get("href") for one in page.all("a") if "/filer/" in (one.get("href") or "")}
    assert as_(world.anna).get(link).response.data == b"tolv"
    as_(world.ulla).get(link, status=404)
    as_(world.mona).post(f"/inlagg/{posts(thread)[0].id}/doljande", {"reason": "Fel fil."})
    as_(world.anna).get(link, status=404)
    as_(world.larserik).get(link)


@pytest.mark.parametrize("htmx", [False, True])
def test_one_agrees_and_no_longer(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world, posts=1)
    (post,) = posts(thread)
    larserik = as_(world.larserik, htmx=htmx)
    answer = larserik.post(f"/inlagg/{post.id}/medhall")
    page = answer if htmx else as_(world.larserik).get(thread.url)
    assert "Du håller med" in page
    assert 'aria-pressed="true"' in page.text
    assert "Håller med (1)" in as_(world.mona).get(thread.url)
    assert "Lars-Erik Sund" in as_(world.mona).get(thread.url)
    assert "Lars-Erik Sund, Spelmansringen" in as_(world.mona).get(f"/inlagg/{post.id}")
    larserik.post(f"/inlagg/{post.id}/medhall")
    assert "Håller med (1)" not in as_(world.mona).get(thread.url)
    as_(world.anna).post(f"/inlagg/{post.id}/medhall", status=403)


def test_a_change_is_quiet_for_a_quarter_and_then_marked(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    (post,) = posts(thread)
    url, anna = f"/inlagg/{post.id}/andra", as_(world.anna)
    assert "utan märke" in anna.get(url)
    anna.send(url, url, body="Rättat direkt.")
    assert "ändrat" not in as_(world.mona).get(thread.url)
    with as_of(now() + timedelta(minutes=16)):
        anna.send(url, url, body="Rättat sedan.")
        page = as_(world.mona).get(f"/inlagg/{post.id}")
        assert "Rättat direkt." in page
        assert "Inlägg nummer 0." not in page, "what went quietly is not shown"
        assert "ändrat" in as_(world.mona).get(thread.url)
    assert len(db.session.scalars(sa.select(PostWording)).all()) == 2
    as_(world.larserik).get(url, status=403)


def test_a_change_that_somebody_overtook_shows_both(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    (post,) = posts(thread)
    url, anna = f"/inlagg/{post.id}/andra", as_(world.anna)
    fields = anna.get(url).form(url)
    anna.send(url, url, body="Från det andra fönstret.")
    page = anna.post(url, fields | {"body": "Från det första."}, status=409)
    assert "Från det andra fönstret." in page
    anna.post(url, page.form(url))
    assert posts(thread)[0].body == "Från det första."


def test_a_change_that_changes_nothing_is_refused(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    url = f"/inlagg/{posts(thread)[0].id}/andra"
    assert "Texten är som förut." in as_(world.anna).send(url, url, status=409)


def test_a_half_changed_post_is_offered_back(world: World, as_: Browsers) -> None:
    thread = make_thread(world, posts=1)
    url = f"/inlagg/{posts(thread)[0].id}/andra"
    anna = as_(world.anna)
    anna.post(f"{url}/utkast", anna.get(url).form(url) | {"body": "Halv ändring"})
    assert "Halv ändring" in anna.get(url)


@pytest.mark.parametrize("htmx", [False, True])
def test_one_follows_and_no_longer(world: World, as_: Browsers, htmx: bool) -> None:
    thread = make_thread(world, posts=1)
    mona = as_(world.mona, htmx=htmx)
    mona.post(f"{thread.url}/foljande")
    assert "Sluta följa" in as_(world.mona).get(thread.url)
    mona.post(f"{thread.url}/foljande")
    say(world, thread, "Jag säger något", who="mona")
    assert "Du följer inte den här" in as_(world.mona).get(thread.url)


def test_a_draft_of_a_reply_is_there_again(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    anna = as_(world.anna)
    fields = anna.get(thread.url).form(f"{thread.url}/inlagg") | {"body": "Halva tanken"}
    anna.post(f"{thread.url}/inlagg/utkast", fields)
    assert "Halva tanken" in anna.get(thread.url)
    assert "Halva tanken" not in as_(world.larserik).get(thread.url)


def test_discussions_stand_on_what_they_are_about(world: World, as_: Browsers) -> None:
    answer = make_answer(world)
    page = as_(world.anna).get(f"/remisser/{answer.consultation.id}")
    assert "Starta en diskussion om det här" in page
    start = f"/diskussioner/ny?om=remiss-{answer.consultation.id}"
    assert start in page.text
    anna = as_(world.anna)
    assert "Kultur i hela landet" in anna.get(start)
    anna.send(
        start, "/diskussioner/ny", title="Om remissen", body="Vad gör vi?",
        room=f"{world.samklang.id}-members",
    )  # fmt: skip
    assert "Om remissen" in as_(world.mona).get(f"/remisser/{answer.consultation.id}")
    make_thread(world, about=answer.chapter, title="Om kapitlet")
    page = as_(world.mona).get(f"/remisser/{answer.consultation.id}/kapitel/{answer.chapter.id}")
    assert "Om kapitlet" in page
    assert "Gäller Kultur i hela landet." in as_(world.mona).get("/diskussioner")
    assert "Gäller Kultur i hela landet" in as_(world.mona).get("/diskussioner/1")


def test_threads_and_posts_are_found(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    say(world, thread, "Repetitionerna tar fyra timmar.")
    page = as_(world.mona).get("/sok?q=repetition")
    assert "Inlägg av Lars-Erik Sund" in page
    assert "Hur räknar vi ideella timmar?" in as_(world.mona).get("/sok?q=timmar")
    assert "Inlägg av" not in as_(world.ulla).get("/sok?q=repetition")
    as_(world.mona).post(f"/inlagg/{posts(thread)[0].id}/doljande", {"reason": "Nej."})
    assert "Inlägg av" not in as_(world.anna).get("/sok?q=repetition")


def test_an_answer_that_was_never_sent_waits_after_a_day(world: World, as_: Browsers) -> None:
    thread = make_thread(world)
    anna = as_(world.anna)
    fields = anna.get(thread.url).form(f"{thread.url}/inlagg")
    anna.post(f"{thread.url}/inlagg/utkast", fields | {"body": "Halva tanken"})
    assert unsent(world.actor("anna")) == []
    with as_of(now() + timedelta(days=2)):
        (item,) = unsent(world.actor("anna"))
        assert item.title == "Skriv klart ditt svar i ”Hur räknar vi ideella timmar?”"
        db.session.execute(sa.update(Thread).values(state="closed"))
        assert unsent(world.actor("anna")) == []
        assert unsent(STRANGER) == []


def test_what_is_new_where_one_follows_stands_on_the_overview(world: World, as_: Browsers) -> None:
    first, second = make_thread(world), make_thread(world, title="En till?")
    assert new_in_followed(world.actor("anna")) is None
    say(world, first, "Ett svar")
    say(world, first, "Ett svar till")
    page = as_(world.anna).get("/")
    assert "2 nya inlägg i 1 diskussion" in page
    assert f'href="{first.url}#nya"' in page.text
    say(world, second, "Ett tredje")
    assert new_in_followed(world.actor("anna")).sentence == "3 nya inlägg i 2 diskussioner"
    assert new_in_followed(world.actor("anna")).url == "/diskussioner?visa=mina"
    assert new_in_followed(world.actor("mona")) is None
    as_(world.anna).post(f"{first.url}/foljande")
    assert new_in_followed(world.actor("anna")).threads == 1


def test_each_post_leads_visibly_to_what_more_can_be_done_with_it(
    world: World, as_: Browsers
) -> None:
    thread = make_thread(world, posts=2)
    ours, other = posts(thread)
    page = as_(world.anna).get(thread.url)
    for post, name in ((ours, "Anna Ek"), (other, "Lars-Erik Sund")):
        (link,) = [
            one for one in page.all("a")
            if one.get("href") == f"/inlagg/{post.id}" and "Mer" in words(one)
        ]  # fmt: skip
        assert words(link) == f"Mer om inlägget av {name}"
    more = as_(world.anna).get(f"/inlagg/{other.id}")
    assert "Anmäl" in more
    assert "Dölj" in as_(world.mona).get(f"/inlagg/{other.id}")
