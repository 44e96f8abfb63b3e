"""What kinds, tracks, states and dates are called."""

from __future__ import annotations

from ideell.foundation.language import lazy

KIND_NAMES = {
    "sou": lazy("SOU, betänkande"),
    "ds": lazy("Ds, departementsserien"),
    "promemoria": lazy("Promemoria"),
    "agency_report": lazy("Myndighetsrapport"),
    "ordinance_draft": lazy("Förslag till förordning"),
    "lagradsremiss_draft": lazy("Utkast till lagrådsremiss"),
    "eu_proposal": lazy("EU-förslag"),
    "petition": lazy("Skrivelse eller hemställan"),
    "regional_culture_plan": lazy("Regional kulturplan"),
    "municipal_plan": lazy("Kommunalt förslag"),
    "other": lazy("Annat"),
}
TRACK_NAMES = {
    "large": lazy("Större process"),
    "small": lazy("Mindre process"),
    "notice": lazy("Endast information"),
}
TRACK_HINTS = {
    "large": lazy("Alla medlemmar ger inspel, skriver, granskar och tar ställning."),
    "small": lazy("Några skriver och styrelsen beslutar. Kortare plan."),
    "notice": lazy("Vi svarar inte, men medlemmarna får veta och kan svara själva."),
}
AUDIENCE_NAMES = {
    "members": lazy("Medlemsorganisationerna"),
    "own": lazy("Bara vi i organisationen"),
    "network": lazy("Alla som är inloggade"),
    "public": lazy("Alla, också utan att logga in"),
}
STATE_NAMES = {
    "watching": lazy("Bevakas"),
    "triage": lazy("Bedöms"),
    "active": lazy("Pågår"),
    "submitted": lazy("Inskickat"),
    "followup": lazy("Uppföljning"),
    "closed": lazy("Avslutad"),
    "not_answering": lazy("Vi svarar inte"),
    "endorsing_other": lazy("Vi stöder någon annans svar"),
}
SHELF_NAMES = {
    "now": lazy("Nu"),
    "coming": lazy("På väg in"),
    "answered": lazy("Lämnade"),
    "declined": lazy("Avböjda"),
}
MILESTONE_NAMES = {
    "decide": lazy("Beslut: ska vi svara, och vem håller i pennan?"),
    "questions_out": lazy("Sammanfattning och frågor till medlemmarna"),
    "meeting": lazy("Remissmöte"),
    "contributions_due": lazy("Sista dag för inspel"),
    "draft_ready": lazy("Utkastet är klart"),
    "suggestions_due": lazy("Sista dag att föreslå ändringar"),
    "locked": lazy("Texten låses och organisationerna får frågan"),
    "endorse_due": lazy("Sista dag att ställa sig bakom"),
    "board": lazy("Styrelsebeslut"),
    "submitted": lazy("Svaret skickas in"),
}
NODE_KIND_NAMES = {
    "chapter": lazy("Kapitel"),
    "section": lazy("Avsnitt"),
    "proposal": lazy("Förslag"),
    "assessment": lazy("Bedömning"),
    "statute": lazy("Författningsförslag"),
    "question": lazy("Fråga"),
    "impact": lazy("Konsekvenser"),
}
COLUMN_NAMES = {
    "normal": lazy("Normal plan"),
    "short": lazy("Kort plan"),
    "very_short": lazy("Mycket kort plan"),
}
