"""What stances and dispositions are called (design: domain 1.7)."""

from __future__ import annotations

from ideell.foundation.language import lazy

STANCE_NAMES = {
    "support": lazy("Tillstyrker"),
    "support_mainly": lazy("Tillstyrker i huvudsak"),
    "support_with_changes": lazy("Tillstyrker med ändringar"),
    "no_objection": lazy("Ingen invändning"),
    "doubtful": lazy("Tveksam"),
    "oppose": lazy("Avstyrker"),
    "insufficient": lazy("Otillräckligt underlag"),
    "no_opinion": lazy("Inga synpunkter"),
    "abstain": lazy("Avstår från att svara"),
}
STANCE_PHRASES = {
    "support": lazy("%(org)s tillstyrker förslaget."),
    "support_mainly": lazy("%(org)s tillstyrker i huvudsak förslaget men"),
    "support_with_changes": lazy("%(org)s tillstyrker förslaget under förutsättning att"),
    "no_objection": lazy("%(org)s har ingen invändning mot förslaget."),
    "doubtful": lazy("%(org)s är tveksam till förslaget."),
    "oppose": lazy("%(org)s avstyrker förslaget."),
    "insufficient": lazy("%(org)s anser att frågan behöver utredas vidare."),
    "no_opinion": lazy("%(org)s har inga synpunkter i denna del."),
    "abstain": lazy("%(org)s avstår från att yttra sig."),
}
DISPOSITION_NAMES = {
    "taken": lazy("Beaktat"),
    "partly": lazy("Delvis beaktat"),
    "not_taken": lazy("Inte beaktat"),
}
STATE_NAMES = {
    "draft": lazy("Utkast, bara du ser det"),
    "shared": lazy("Delat i organisationen"),
    "released": lazy("Skickat"),
    "withdrawn": lazy("Återtaget"),
}


def phrase(stance: str, organisation: str) -> str:
    """Return the stance as the sentence that an answer begins with."""
    return str(STANCE_PHRASES[stance]) % {"org": organisation}
