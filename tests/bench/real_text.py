"""Real text, edited as people edit: how often plans are clean, and whether one is ever wrong.

`python -m tests.bench.real_text [--seed 96] [--blocks 2000] [--sample 50]`: two to six suggestions
to a paragraph of SOU 2025:96 or prop. 2005/06:173, every third after somebody wrote directly. A
clean plan is held against the truth that editors.py knows; the sample is for a reader. Beside it
two people write in a section at once, and split, join and move as well.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from ideell.writing.diff import Piece, pieces
from ideell.writing.plan import Plan, Suggested, accept_all, plan_suggestions
from tests.bench.editors import Spot, Way, applied, carried_along, edited, overlap, spots_of
from tests.bench.prose import paragraphs
from tests.bench.two_writers import written_at_once

SHOWN = {"same": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
AROUND = 60


@dataclass(frozen=True)
class Case:
    """A paragraph, what stands there now, what each person did, and the plan of it."""

    base: str
    head: str
    direct: list[Way]
    people: list[list[Way]]
    plan: Plan

    @property
    def states(self) -> list[str]:
        """How each suggestion stands."""
        return [self.plan.state_of(number) for number in range(len(self.people))]

    @property
    def result(self) -> str:
        """What the text says when all that collides with nothing is accepted."""
        return accept_all(self.plan, self.head)[0]

    @property
    def wrong(self) -> str:
        """What the plan did that no careful person would, or nothing.

        Those whose suggestions stand open are planned once more among themselves, and all of it
        accepted: that is the base with every change that they and the direct writer made.
        """
        agreed = [
            (ways, number)
            for number, (ways, state) in enumerate(zip(self.people, self.states, strict=True))
            if state in ("open", "already in")
        ]
        sides = carried_along(self.base, [self.direct, *(ways for ways, _ in agreed)])
        if clash := _clash(sides):
            return f"a collision was not seen: {clash}"
        wishes = [Suggested(n, 0, applied(self.base, spots_of(ways))) for ways, n in agreed]
        plan = plan_suggestions({0: self.base}, wishes, self.head)
        wanted = applied(self.base, [spot for side in sides for spot in side])
        if plan.hunks or plan.stale or accept_all(plan, self.head)[0] != wanted:
            return f"not what they wanted: {wanted}"
        return ""


def _clash(sides: Sequence[Sequence[Spot]]) -> str:
    for place, side in enumerate(sides):
        for other in sides[place + 1 :]:
            found = [(a, b) for a in side for b in other if a != b and overlap(a, b)]
            if found:
                return str(found[0])
    return ""


def cases(texts: Sequence[str], chance: Random, number: int) -> Iterator[Case]:
    """Give so many cases."""
    for _ in range(number):
        base = chance.choice(texts)
        direct = edited(base, chance, 2) if chance.random() < 1 / 3 else []
        head = applied(base, spots_of(direct))
        people = [ways for _ in range(chance.randint(2, 6)) if (ways := edited(base, chance))]
        wishes = [
            Suggested(number, 0, applied(base, spots_of(ways)))
            for number, ways in enumerate(people)
        ]
        yield Case(base, head, direct, people, plan_suggestions({0: base}, wishes, head))


def told(number: int, case: Case) -> str:
    """Return a case for a reader: what was wanted, and the text with what changed marked."""
    lines = [f"── {number} " + "─" * 60, case.base[:60] + " …"]
    if case.direct:
        lines.append(f"  direct: {_in_short(case.base, case.direct)}")
    for person, (ways, state) in enumerate(zip(case.people, case.states, strict=True), start=1):
        lines.append(f"  {person} [{state}] {_in_short(case.base, ways)}")
    for hunk in case.plan.hunks:
        wordings = " / ".join(f"«{wording.text}»" for wording in hunk.wordings)
        lines.append(f"  choose: «{hunk.old}» → {wordings}; both: «{hunk.together}»")
    marked = "".join(SHOWN[p.kind].format(_shortened(p)) for p in pieces(case.base, case.result))
    return "\n".join([*lines, f"  → {marked}"])


def _shortened(piece: Piece) -> str:
    long = piece.kind == "same" and len(piece.text) > 2 * AROUND
    return f"{piece.text[:AROUND]} … {piece.text[-AROUND:]}" if long else piece.text


def _in_short(base: str, ways: Sequence[Way]) -> str:
    return "; ".join(
        f"{way.name}: " + ", ".join(f"«{base[s.start : s.end]}» → «{s.new}»" for s in way.spots)
        for way in ways
    )


def main() -> int:
    """Print the counts and a sample; the exit status is 1 when a plan is wrong."""
    parser = argparse.ArgumentParser(prog="tests.bench.real_text", description=__doc__)
    parser.add_argument("--seed", type=int, default=96)
    parser.add_argument("--blocks", type=int, default=2_000)
    parser.add_argument("--sample", type=int, default=50)
    chosen = parser.parse_args()
    texts = paragraphs()
    if not texts:
        print("not here: ../shared/data is missing")
        return 0
    made = list(cases(texts, Random(chosen.seed), chosen.blocks))
    states = Counter(state for case in made for state in case.states)
    clean = sum(not case.plan.hunks and not case.plan.stale for case in made)
    wrong = [case for case in made if case.wrong]
    for number, case in enumerate(Random(chosen.seed).sample(made, chosen.sample), start=1):
        print(told(number, case))
    total = states.total()
    shares = ", ".join(f"{n / total:.1%} {state}" for state, n in states.most_common())
    print(
        f"\n{len(texts)} paragraphs, seed {chosen.seed}: {total} suggestions to {len(made)} blocks"
    )
    print(f"suggestions: {shares}; {clean / len(made):.1%} of the plans clean")
    print(f"{len(wrong)} of {len(made)} plans wrong")
    merges, faults = written_at_once(texts, Random(chosen.seed), chosen.blocks)
    print(f"two writers at once: {merges / chosen.blocks:.1%} merged, the rest asked about")
    print(f"{len(faults)} of {merges} merges wrong", *faults[:3], sep="\n")
    for case in wrong[:5]:
        print(told(0, case), f"\n  WRONG: {case.wrong}")
    return 1 if wrong or faults else 0


if __name__ == "__main__":
    sys.exit(main())
