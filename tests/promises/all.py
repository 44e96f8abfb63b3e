"""Every promise by its number in the design, and what proves it."""

from __future__ import annotations

from collections.abc import Callable

from tests.promises.backups import r7
from tests.promises.canaries import s3
from tests.promises.codes import s10
from tests.promises.corpus import s5
from tests.promises.deadlines import r10
from tests.promises.deeds import s19
from tests.promises.extra_fields import s4
from tests.promises.forged import s7
from tests.promises.guessing import s12
from tests.promises.headers import s16
from tests.promises.hostile_reports import s6
from tests.promises.islands import s2
from tests.promises.junk import r11
from tests.promises.keeping_text import r8
from tests.promises.known import s11
from tests.promises.mail_headers import s14
from tests.promises.matrix import s1
from tests.promises.merging import r4
from tests.promises.once import r5
from tests.promises.outcome import Outcome
from tests.promises.overwriting import r3
from tests.promises.redirects import s8
from tests.promises.searching import r15
from tests.promises.sessions import s9
from tests.promises.steps import r6

PROMISES: dict[str, Callable[..., Outcome]] = {
    "R3": r3,
    "R4": r4,
    "R5": r5,
    "R6": r6,
    "R7": r7,
    "R8": r8,
    "R10": r10,
    "R11": r11,
    "R15": r15,
    "S1": s1,
    "S2": s2,
    "S3": s3,
    "S4": s4,
    "S5": s5,
    "S6": s6,
    "S7": s7,
    "S8": s8,
    "S9": s9,
    "S10": s10,
    "S11": s11,
    "S12": s12,
    "S14": s14,
    "S16": s16,
    "S19": s19,
}
