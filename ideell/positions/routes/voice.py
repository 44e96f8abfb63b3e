"""What members write in a gathering, what the alliance makes of it, and letting it out."""

from __future__ import annotations

from flask import Response, abort, request

from ideell.consultations.models import SourceNode
from ideell.extensions import db
from ideell.foundation import kinds, replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.database import LARGEST_NUMBER
from ideell.foundation.keep import KeptForm
from ideell.foundation.language import gettext as _
from ideell.foundation.language import ngettext
from ideell.people.audience import people_of_room
from ideell.people.directory import links_of
from ideell.people.sharing import who_sees
from ideell.positions import contributing
from ideell.positions.finding import matter_of, numbers_of
from ideell.positions.forms import ContributionForm
from ideell.positions.gathered import askable, input_on, node_in
from ideell.positions.gathering_forms import VoiceForm
from ideell.positions.gathering_policy import may_answer_gathering, may_compose, may_release_voice
from ideell.positions.models import Gathering
from ideell.positions.routes.blueprint import NAMES, bp, place_of
from ideell.positions.voice import ReadyVoice, compose, own_draft, release_voice, said_before
from ideell.writing.drafts import let_go, unfinished


@bp.route("/insamlingar/<int:gathering_id>/inspel/nytt", methods=["GET", "POST"])
@authorized(may_answer_gathering, Gathering, keeps=True)
def contribute_in(gathering: Gathering) -> Response:
    """Write input to one's own alliance."""
    form, kept, wanted = ContributionForm(), _kept(), request.args.get("kapitel", 0, int)
    nodes = askable(gathering, wanted or request.form.get("node", 0, int) or _about(kept))
    form.offer(nodes, numbers_of(nodes))
    form.fill({"node": str(wanted)} if wanted else None)
    form.take_up(kept)
    if not form.sent_and_valid():
        about = {"consultation": gathering.consultation, "gathering": gathering, "kept": kept}
        return replies.form("positions/contribution_form.html", form=form, **_NOTHING, **about)
    made = contributing.contribute(
        gathering.consultation, by=current_actor, text=form.text.data, gathering=gathering,
        node=node_in(gathering, form.node.data), stance=form.stance.data,
    )  # fmt: skip
    _saved(form.opened.data)
    return replies.changed(at=place_of(made), said=_("Sparat som utkast. Bara du ser det än."))


@bp.route("/insamlingar/<int:gathering_id>/sammanstallning/<int:node>", methods=["GET", "POST"])
@authorized(may_compose, Gathering, keeps=True)
def compose_voice(gathering: Gathering, node: int) -> Response:
    """Write what the alliance says on a part of the report (0: the whole) of what came in."""
    part = node_in(gathering, min(node, LARGEST_NUMBER))
    if node and part is None:
        abort(404)
    inputs = input_on(gathering, part.id if part else None, current_actor)
    form, kept = VoiceForm(), _kept()
    if request.method == "GET" and not kept and (mine := own_draft(gathering, part, current_actor)):
        return replies.changed(at=place_of(mine))
    form.offer(inputs)
    form.take_up(kept)
    if not form.sent_and_valid():
        page = {"gathering": gathering, "node": part, "inputs": inputs, "kept": kept}
        return replies.form(
            "positions/voice_form.html", form=form, names=NAMES, **page, **_on(gathering, part)
        )
    return _composed(gathering, form, part, inputs)


@bp.route("/insamlingar/<int:gathering_id>/frislappande", methods=["GET", "POST"])
@authorized(may_release_voice, Gathering)
def release_gathered(gathering: Gathering) -> Response:
    """Show word for word what is let out, and to whom; then let it out."""
    voice = ReadyVoice(gathering)
    seen = request.form.get("seen", voice.mark)
    if request.method == "GET" or seen != voice.mark:
        return _check(gathering, voice, overtaken=seen != voice.mark)
    deed = release_voice(gathering, by=current_actor)
    db.session.commit()
    many = len(deed.details["voices"])
    said = ngettext(
        "Skickat. Ett inspel syns nu som ord från %(organisation)s.",
        "Skickat. %(num)s inspel syns nu som ord från %(organisation)s.",
        many,
        organisation=gathering.alliance.name,
    )
    return replies.changed(at=kinds.url_of(gathering), said=said, undo=deed)


_NOTHING = {"contribution": None, "node": None, "theirs": None}


def _on(gathering: Gathering, part: SourceNode | None) -> dict[str, object]:
    """The number of a part, and what the alliance has said on it already."""
    before = said_before(gathering, [part.id if part else None])
    return {"number": numbers_of([part])[part.id] if part else "", "before": before}


def _composed(gathering: Gathering, form: VoiceForm, node: object, inputs: object) -> Response:
    made = compose(
        gathering, by=current_actor, text=form.text.data or "", node=node,  # type: ignore[arg-type]  # because the view found both
        stance=form.stance.data, origins=form.taken_from(inputs),  # type: ignore[arg-type]  # because the view found both
    )  # fmt: skip
    _saved(form.opened.data)
    said = _("Sparat. Bara alliansens egna personer ser det, tills det skickas.")
    return replies.changed(at=place_of(made), said=said)


def _check(gathering: Gathering, voice: ReadyVoice, *, overtaken: bool) -> Response:
    """The page that says what becomes visible; 409 when something else stands than was read."""
    consultation = gathering.consultation
    is_counted = consultation.audience == "members"  # else it is everybody
    page = replies.page(
        "positions/voice_release.html",
        gathering=gathering,
        voice=voice,
        matters={one.id: matter_of(one) for one in (*voice.ready, *voice.differing, *voice.before)},
        overtaken=overtaken,
        sees=who_sees(consultation.owner_org_id, consultation.audience),
        organisations=len(links_of(consultation.owner_org)) + 1 if is_counted else 0,
        people=len(people_of_room(consultation.owner_org_id, consultation.audience)),
        names=NAMES,
    )
    page.status_code = 409 if overtaken else 200
    return page


def _kept() -> KeptForm | None:
    """Return what the reader typed here and never saved, unless they begin anew."""
    if request.method == "POST" or "nytt" in request.args:
        return None
    return unfinished(current_actor.user.id, place_of_form())


def _about(kept: KeptForm | None) -> int:
    """Return the number of what was written about and never saved, or 0."""
    typed = str(kept.fields.get("node", "")) if kept else ""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _saved(opened: str | None) -> None:
    let_go(current_actor.user.id, place_of_form(), opened)
    db.session.commit()
