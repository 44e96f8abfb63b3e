"""Suggesting changes to several blocks at once: choose, change, send; and take them back."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ideell.extensions import db
from ideell.foundation import keep, replies
from ideell.foundation.access import authorized, current_actor, place_of_form
from ideell.foundation.dates import clock_time
from ideell.foundation.language import gettext as _
from ideell.foundation.language import in_a_row, ngettext
from ideell.foundation.sent import sent_fields, sent_once
from ideell.writing import packets
from ideell.writing.drafts import keep_nothing, let_go, opened_now
from ideell.writing.hosting import host_of
from ideell.writing.models import Text
from ideell.writing.packet_form import PacketForm, packet_form
from ideell.writing.policy import may_suggest, may_withdraw_packet
from ideell.writing.shown_forms import drafted
from ideell.writing.shown_packet import about_choice, about_packet, changes_in
from ideell.writing.suggestions import Packet, Suggestion

bp = Blueprint("packets", __name__)


@bp.route("/texter/<int:text_id>/forslag", methods=["GET", "POST"])
@authorized(may_suggest, Text, keeps=True)
def suggest(text: Text) -> Response:
    """Suggest changes to several blocks; where they are many, choose among them first."""
    form = packet_form(text, drafted(), opened_now())
    if request.method == "GET" and ("valj" in request.args or not form.boxes):
        return replies.page("writing/choose_blocks.html", **about_choice(text, form))
    if not form.sent_and_valid():
        form.opened.data = opened_now()
        _keep_nothing_of(form)
        return replies.form("writing/packet_form.html", form=form, **about_packet(text, form))
    base = form.base_revision
    made, deed = packets.suggest_together(text, form.wishes, base=base, by=current_actor)
    let_go(current_actor.user_id, place_of_form(), form.opened.data)
    db.session.commit()
    at = f"{host_of(text).place.url}#{made[0].block.anchor}"
    return replies.changed(at=at, said=_thanks(text, made), undo=deed)


@bp.post("/texter/<int:text_id>/forslag/utkast")
@authorized(may_suggest, Text, claims=False)
def keep_packet(text: Text) -> Response:
    """Keep suggestions to several blocks that are being typed."""
    once, place = sent_once(), f"packets.suggest:{text.id}"
    saved = keep.keep_typed(current_actor.user_id, once, place, sent_fields()) if once else None
    at = clock_time(saved) if saved else ""
    if replies.is_fragment():
        return replies.page("writing/_draft_line.html", saved_at=at, news=None)
    more = "?valj=1" if "valj" in request.form else ""
    said = "" if more else _("Utkastet är sparat %(time)s. Det finns kvar här.", time=at)
    return replies.changed(at=f"/texter/{text.id}/forslag{more}", said=said)


@bp.post("/texter/<int:text_id>/forslag/jamforelse")
@authorized(may_suggest, Text, claims=False)
def compare_packet(text: Text) -> Response:
    """Show what would change: beside the boxes, or on the page itself."""
    form = packet_form(text, None, "")
    if replies.is_fragment():
        return replies.page("writing/_changes.html", changes=changes_in(form))
    return replies.page("writing/packet_form.html", form=form, **about_packet(text, form))


@bp.post("/paket/<int:packet_id>/aterkallande")
@authorized(may_withdraw_packet, Packet)
def withdraw(packet: Packet) -> Response:
    """Take back everything of one's packet that nobody has decided."""
    deed = packets.withdraw_packet(packet, by=current_actor)
    db.session.commit()
    at = f"{host_of(packet).place.url}#{packet.suggestions[0].block.anchor}"
    return replies.changed(at=at, said=_("Förslagen är tillbakatagna."), undo=deed)


def _keep_nothing_of(form: PacketForm) -> None:
    """Keep no draft of what equals the texts as they stand."""
    if form.is_sent and form.holds_nothing:
        db.session.rollback()  # it was not used
        keep_nothing(current_actor.user_id, place_of_form())
        db.session.commit()


def _thanks(text: Text, made: list[Suggestion]) -> str:
    name = host_of(text).place.readers
    said = ngettext(
        "Tack! %(name)s läser ditt förslag.",
        "Tack! %(name)s läser dina %(num)s förslag, ett i taget.",
        len(made),
        name=name,
    )
    lost = [one.block.label for one in made if one.state == "review_needed"]
    if not lost:
        return said
    look = _(
        "Texten ändrades medan du skrev, så se över det du föreslog i %(where)s.",
        where=in_a_row(lost),
    )
    return f"{said} {look}"
