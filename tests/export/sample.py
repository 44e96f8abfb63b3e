"""A remissvar by an invented organisation, with one of everything that a letter can hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ideell.export import Block, Letter, Part, PositionRow, Run, Signatory

TALK = (
    "Vi delar utredningens bild av att studiecirklarna bär en stor del av det levande "
    "kulturarvet. I många kommuner är cirkeln den enda kulturverksamhet som finns året om, och "
    "våra medlemmar möts till största delen i lokaler som drivs ideellt. "
)

NOTE = (
    Run("Exempelmyndigheten, "),
    Run("Vanor", italic=True),
    Run(", s. 41, "),
    Run("https://exempel.se/vanor", href="https://exempel.se/vanor"),
)


def views(number: str, *, level: int = 1, blocks: int = 3) -> Part:
    """Return a part with every kind of block, and some more paragraphs."""
    first = (
        Run("Vi avstyrker förslaget.", bold=True),
        Run(f" {TALK}"),
        Run("", footnote=NOTE),
    )
    linked = (Run(TALK), Run("Läs mer", href="https://exempel.se/statistik"), Run("."))
    return Part(
        level,
        number,
        "Stödet till mötesplatser",
        f"Betänkandets avsnitt {number}, förslag, sidan 141. Avstyrker.",
        (
            Block("paragraph", first, f"{number}:1"),
            Block("paragraph", linked, f"{number}:2"),
            Block.of("Ändringsförslag", "heading", f"{number}:3"),
            Block.of("Räkna upp bidraget varje år.", "list_item", f"{number}:4"),
            Block.written("Låt alla redovisa på *en* sida.", "list_item", f"{number}:5"),
            Block.of("Utan dem står lokalerna tomma.", "quotation", f"{number}:6"),
            *(Block.of(TALK * 2, number=f"{number}:{7 + more}") for more in range(blocks)),
        ),
    )


STANCES = ("Avstyrker", "Tillstyrker", "Tillstyrker med ändringar", "Ingen invändning")

LETTER = Letter(
    sender="Lilla kulturförbundet",
    title="Remissvar: Kultur i hela landet (SOU 2026:41), Ku2026/00412",
    date=date(2026, 12, 11),
    recipient_lines=("Kulturdepartementet", "ku.remissvar@exempel.se"),
    copy_lines=("Enheten för konstarterna",),
    our_number="2026-17",
    their_numbers=("Ku2026/00412",),
    summary=(
        Block.of("Vi avstyrker att bidraget delas på två myndigheter.", "list_item"),
        Block.of("Vi tillstyrker stödet till mötesplatser.", "list_item"),
        Block.of(TALK),
    ),
    positions=tuple(
        PositionRow(f"5.{number}", f"Förslag nummer {number} om stöd", stance)
        for number, stance in enumerate(STANCES, start=1)
    ),
    parts=(
        Part(1, "", "Allmänna synpunkter", blocks=(Block.of(TALK),)),
        views("4.3"),
        views("5", blocks=1),
        views("5.3", level=2),
    ),
    about=(Block.of("Vi samlar 20 riksorganisationer."),),
    process=(Block.of("Fjorton av våra medlemmar har skrivit svaret."),),
    decision_line="Beslut i detta ärende har fattats av styrelsen den 9 december 2026.",
    responsible_line="Ansvarig för svaret: Åsa Exempel, kanslichef.",
    signatories=(Signatory("Örjan Exempel", "ordförande"),),
    annexes=("Deltagande medlemmar",),
    version_line="Version 12, den 11 december 2026",
    sender_lines=("Exempelgatan 3, 111 30 Stockholm", "kansliet@exempel.se"),
)


def saying(text: str) -> Letter:
    """Return the letter with one text in every place where people write."""
    blocks = tuple(
        Block(kind, (Run(text), Run(text, bold=True, footnote=(Run(text),))), text)
        for kind in ("paragraph", "heading", "list_item", "quotation")
    )
    return replace(
        LETTER,
        sender=text,
        title=text,
        recipient_lines=(text,),
        copy_lines=(text,),
        our_number=text,
        their_numbers=(text,),
        summary=blocks,
        positions=(PositionRow(text, text, text),),
        parts=(Part(3, text, text, text, blocks),),
        about=blocks,
        process=blocks,
        decision_line=text,
        responsible_line=text,
        signatories=(Signatory(text, text),),
        annexes=(text,),
        version_line=text,
        sender_lines=(text,),
        author=text,
    )
