"""What a careful editor would mark, and what not: real cases, and what always holds."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ideell.drafting.finding_words import lix_in_words, name_of_kind, told
from ideell.drafting.proofreading import (
    KINDS,
    Draft,
    Finding,
    Limits,
    Part,
    Passage,
    findings,
    readability,
)

pytestmark = pytest.mark.once

LIMITS = Limits()
REPORT = frozenset({"1", "2", "3", "5", "5.3", "5.7", "7"})
LONG = " ".join(["Vi anser att", *["staten och regionerna tillsammans"] * 9, "bör ta ansvar."])
TWELVE = "en mötesplats i varje kommun ger fler människor chansen att sjunga tillsammans"


def draft(*texts: str, kind: str = "paragraph", **facts: object) -> Draft:
    passages = tuple(
        Passage(number, f"1:{number}", kind, text) for number, text in enumerate(texts, start=1)
    )
    part = Part(1, 1, "Folkbildning", passages=passages, **facts)  # type: ignore[arg-type]  # because it passes through
    return Draft((part,), REPORT, frozenset({"KÖRS"}))


def found(whole: Draft, limits: Limits = LIMITS) -> list[tuple[str, str]]:
    return [(one.kind, one.quote or one.detail) for one in findings(whole, limits)]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (LONG, [("long", LONG)]),
        (f"> {LONG}"[2:].replace(" och ", "; "), []),
        ("Vi instämmer (" + "se även vad vi skrev förra gången " * 9 + ") i stort.", []),
        ("MUCF bör få uppdraget.", [("abbreviation", "MUCF")]),
        ("Myndigheten för ungdoms- och civilsamhällesfrågor (MUCF) bör få det. MUCF kan.", []),
        ("MUCF (Myndigheten för ungdoms- och civilsamhällesfrågor) bör få det.", []),
        ("MUCF – myndigheten för ungdomsfrågor – bör få det.", []),
        ("Vi stöder SOU 2025:92, EU, t.ex. m.m. och bl.a. GDPR. Dnr Ku2025/00871.", []),
        ("Det gäller f.v.b. ungdomar.", [("abbreviation", "f.v.b.")]),
        ("KÖRS svarar för Kapitel II och IV samt 5 §.", []),
        ("VIKTIGT ATT TÄNKA PÅ", []),
        ("SKR och SKR igen, och SKR:s medlemmar.", []),
        ("MUCF:s uppdrag och MUCF.", [("abbreviation", "MUCF")]),
        ("Vi hänvisar till avsnitt 9.", [("broken", "avsnitt 9")]),
        ("Se avsnitt 1 och avsnitt 5.7 samt kapitel 3.", []),
        ("Se avsnitten 5.3, 5.7 och 5.9.", [("broken", "avsnitten 5.3, 5.7 och 5.9")]),
        ("Se avsnitt 9 i budgetpropositionen.", []),
        ("Enligt prop. 2009/10:3 avsnitt 14 gäller det.", []),
        ("Vi skriver det i stycke 1:9 och i stycke 1:1.", [("broken", "stycke 1:9")]),
        ("Det finns 5 avsnitt och 3 kapitel kvar.", []),
        ("Det är  två mellanslag.", [("spaces", "Det är två mellanslag.")]),
        ("Ett komma , så här.", [("spaces", "Ett komma , så")]),
        ("Två ,, komman.", [("spaces", "Två ,, komman.")]),
        ("Stöd till " + " ".join(f"{n}. musik och dans i alla län," for n in range(1, 9)), []),
        ("Vi vill … och så vidare.", []),
        ("   ", [("empty", "")]),
        ("*–*", [("empty", "")]),
    ],
)  # fmt: skip
def test_one_block(text: str, marked: list[tuple[str, str]]) -> None:
    assert found(draft(text)) == marked


def test_what_is_somebody_elses_is_not_marked() -> None:
    quotation = f"{LONG} MUCF, avsnitt 9."
    assert found(draft(quotation, kind="quotation")) == []
    assert found(draft(LONG, kind="heading")) == []


def test_an_abbreviation_is_marked_once_and_where_it_first_stands() -> None:
    whole = draft("MUCF bör.", "MUCF kan.", "Myndigheten för ungdomsfrågor (MUCF) vill.")
    assert [one.passage.label for one in findings(whole, LIMITS)] == ["1:1"]
    assert found(draft("Myndigheten för ungdomsfrågor (MUCF) vill.", "MUCF kan.")) == []


def test_words_that_stand_twice_name_where_they_stood() -> None:
    whole = draft(f"Vi tror att {TWELVE} mer.", f"Men {TWELVE.capitalize()} ofta.")
    (one,) = findings(whole, LIMITS)
    assert (one.kind, one.detail, one.quote) == ("repeat", "1:1", TWELVE.capitalize())
    assert found(draft(f"Vi tror att {TWELVE} mer.", "Något helt annat här.")) == []


def test_a_short_sentence_said_again_is_marked_but_a_stand_is_not() -> None:
    again = "Staten bör ta ansvar för varje lokal"
    assert found(draft(f"{again}. Ja.", f"Nej. {again}!")) == [("repeat", again)]
    stand = "Sveriges Körer har inga synpunkter i denna del."
    assert found(draft(stand, stand)) == []
    assert found(draft("Vi säger nej.", "Vi säger nej.")) == []


def test_references_in_brackets_and_summaries_may_say_it_again() -> None:
    source = "(Statens kulturråd, Kultursamverkansmodellen i siffror, rapport 3, sidan 14 i bilaga)"
    assert found(draft(f"Fler sjunger {source}.", f"Färre dansar {source}.")) == []
    summary = Part(
        2, 2, "Sammanfattning", "summary", (Passage(9, "2:1", "paragraph", f"{TWELVE}."),)
    )
    body = draft(f"{TWELVE}.").parts[0]
    assert found(Draft((summary, body))) == []


def test_a_section_about_proposals_names_them_and_takes_a_stand() -> None:
    about = {"numbers": ("5.3", "5.7"), "printed": ("5",), "proposals": 2}
    assert found(draft("Vi säger nej.", **about)) == [("stance", "2"), ("reference", "5.3, 5.7")]
    assert found(draft("Vi säger nej till 5.3.", **about, stances=1)) == []
    assert found(draft("Vi säger nej till 15.3.", **about, stances=1)) == [
        ("reference", "5.3, 5.7")
    ]
    assert found(draft("Nej.", numbers=("5.3",), printed=("5.3",), proposals=1, stances=1)) == []
    assert found(draft(**about)) == []
    assert found(draft("Nej.", **about, role="summary", stances=1)) == []
    assert found(draft("Nej.", proposals=1, is_silent=True)) == []


def test_an_answer_without_a_report_knows_no_decimals() -> None:
    passage = Passage(1, "1:1", "paragraph", "Se avsnitt 5.9 och avsnitt 9.")
    assert found(Draft((Part(1, 1, "x", passages=(passage,)),))) == [("broken", "avsnitt 9")]


def test_the_goal_for_pages() -> None:
    words = " ".join(f"Ord{number} här." for number in range(500))
    summary = Part(1, 1, "Kort", "summary", (Passage(1, "1:1", "paragraph", words),))
    assert found(Draft((summary,)), Limits(pages=1)) == [("pages", "3"), ("summary", "3")]
    assert found(Draft(())) == []


def test_every_kind_has_a_name_and_a_sentence() -> None:
    for kind in KINDS:
        one = Finding(kind, 1, None, "avsnitt 9", "3")
        assert name_of_kind(kind)
        assert told(one, LIMITS).endswith(".")


@pytest.mark.parametrize(
    ("lix", "said"),
    [
        (20, "mycket lättläst"),
        (35, "lättläst"),
        (45, "medelsvårt"),
        (60, "svårt"),
        (61, "mycket svårt"),
    ],
)
def test_lix_is_told_in_words(lix: int, said: str) -> None:
    assert lix_in_words(lix).startswith(said)


def test_lix_counts_words_sentences_and_long_words() -> None:
    easy = "Vi vill ha fler hus att sjunga i. " * 20
    hard = "Kultursamverkansmodellens genomförandeorganisation förutsätter samrådsförfaranden " * 40
    assert readability(draft("Kort text.").parts) is None
    assert readability(draft(easy).parts) == 8
    assert readability(draft(hard).parts) > 100


SAID = st.lists(
    st.sampled_from(
        ["MUCF", "vi", "avsnitt 9", "stycke 1:9", "tillstyrker", "(", ")", ".", "  ", ",", "t.ex.",
         "körer", "dans", ";", "\n", "5.3", "*", "ABC (Ett två)", "…", "Kulturrådet"]
    ),
    max_size=50,
).map(" ".join)  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from(["paragraph", "quotation", "list_item"]), SAID), max_size=6)
)
def test_every_finding_quotes_its_own_block_and_keeps_its_key(rows: list[tuple[str, str]]) -> None:
    passages = tuple(
        Passage(place, f"1:{place}", kind, text) for place, (kind, text) in enumerate(rows, start=1)
    )
    whole = Draft((Part(1, 1, "x", passages=passages, proposals=1, numbers=("5.3",)),), REPORT)
    seen = findings(whole, LIMITS)
    assert seen == findings(whole, LIMITS)
    assert len(seen) == len(set(seen))
    for one in seen:
        assert one.kind in KINDS
        assert len(one.key) == 32
        if one.passage is not None:
            said = " ".join((one.passage.text + " " + one.passage.said).split())
            assert " ".join(one.quote.split()) in said
    places = [one.passage.id if one.passage else 0 for one in seen]
    assert places == sorted(places)


@given(SAID, st.integers(10, 60))
def test_a_lower_limit_never_marks_less(text: str, words: int) -> None:
    strict = {one.quote for one in findings(draft(text), Limits(sentence_words=words))
              if one.kind == "long"}  # fmt: skip
    loose = {one.quote for one in findings(draft(text), Limits(sentence_words=words + 9))
             if one.kind == "long"}  # fmt: skip
    assert loose <= strict


SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "kallor"
REAL = SHARED / "sou-2010-11-spela-samman-utdrag-transkriberat.md"


@pytest.mark.skipif(not REAL.exists(), reason="no real reports here")
def test_a_real_report_is_marked_where_an_editor_would() -> None:
    """Read by a person: every finding in this text is one to mend, and there are few."""
    from ideell.writing.blocks import parse

    text = REAL.read_text(encoding="utf-8")
    texts = [block.text.replace("\n", " ") for block in parse(text) if block.kind == "paragraph"]
    marked = found(draft(*texts))
    assert {kind for kind, _quote in marked} <= {"long", "abbreviation", "broken", "repeat"}


@pytest.mark.parametrize("sign", ["x", "x ", "(", "A", "AB(", ", ", "avsnitt 1 och ", "a."])
def test_hostile_text_takes_no_time(sign: str) -> None:
    """Twenty thousand characters of anything are read in a moment."""
    text = (sign * 20_000)[:20_000]
    began = time.process_time()
    findings(draft(text), LIMITS)
    assert time.process_time() - began < 2
