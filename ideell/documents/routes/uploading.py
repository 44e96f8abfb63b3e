"""Sharing a file: received first, then told what it is; as a new document or a newer version."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, request

from ideell.activity.models import deed_of
from ideell.documents import sharing
from ideell.documents.file_texts import text_of
from ideell.documents.forms.facts import ShareForm
from ideell.documents.forms.files import UploadForm, VersionForm
from ideell.documents.models import Document
from ideell.documents.policy import may_share_document, may_use_upload, may_work_on
from ideell.documents.refusing import refuse_files
from ideell.documents.routes.blueprint import bp
from ideell.documents.titles import title_from
from ideell.documents.uploading import same_as, take_in
from ideell.extensions import db
from ideell.files.accepting import PICTURES
from ideell.files.contents import StoreDown
from ideell.files.models import Upload
from ideell.files.receive import NotReceived
from ideell.files.taking import largest_megabytes
from ideell.foundation import replies
from ideell.foundation.about import find_subject, offered
from ideell.foundation.access import authorized, current_actor, find_visible
from ideell.foundation.language import gettext as _


@bp.route("/dokument/uppladdning", methods=["GET", "POST"])
@authorized(may_share_document)
def upload() -> Response:
    """Choose a file to share; it is received and looked into."""
    about = request.args.get("om", "")
    tail = f"?om={about}" if find_subject(about, current_actor) else ""
    received = _received()
    if isinstance(received, Upload):
        return replies.changed(at=f"/dokument/uppladdning/{received.id}{tail}")
    return replies.form(
        "documents/upload.html", form=received, most=largest_megabytes(), document=None, tail=tail
    )


@bp.route("/dokument/<int:document_id>/versioner/ny", methods=["GET", "POST"])
@authorized(may_work_on, Document)
def upload_version(document: Document) -> Response:
    """Choose a newer file for a document."""
    refuse_files(document)
    received = _received()
    if isinstance(received, Upload):
        return replies.changed(at=f"{document.url}/versioner/ny/{received.id}")
    return replies.form(
        "documents/upload.html", form=received, most=largest_megabytes(), document=document, tail=""
    )


@bp.route("/dokument/uppladdning/<int:upload_id>", methods=["GET", "POST"])
@authorized(may_use_upload, Upload, keeps=True)
def share(upload: Upload) -> Response:
    """Tell what the file is and who may see it; then it is shared."""
    twin = same_as(upload.file, current_actor)
    form = _share_form(upload, twin=twin is not None)
    if twin is not None and form.is_sent and not form.anyway.data:
        form.validate()
        form.anyway.errors = [_("Kryssa här om du ändå vill dela filen.")]
    elif form.sent_and_valid():
        about = find_subject(form.mark, current_actor)
        made = sharing.share(upload, **_facts(form), about=about, by=current_actor)
        deed = deed_of(made, "document.shared")
        db.session.commit()
        return replies.changed(at=made.url, said=_("Dokumentet är delat."), undo=deed)
    return replies.form("documents/share_form.html", form=form, upload=upload, twin=twin)


@bp.route("/dokument/<int:document_id>/versioner/ny/<int:upload>", methods=["GET", "POST"])
@authorized(may_work_on, Document, keeps=True)
def add_version(document: Document, upload: int) -> Response:
    """Say what the newer file brings; then it is the newest version."""
    received = find_visible(Upload, upload, current_actor)
    if received is None or not may_use_upload(current_actor, received):
        abort(404)
    form = VersionForm()
    form.offer(is_picture=received.file.media_type in PICTURES)
    if not form.sent_and_valid():
        shown = {"twin": same_as(received.file, current_actor), "upload": received}
        return replies.form("documents/version_form.html", form=form, document=document, **shown)
    facts = {"note": form.note.data or "", "said_of": form.description}
    deed = sharing.add_version(document, received, by=current_actor, **facts)
    db.session.commit()
    return replies.changed(at=document.url, said=_("Den nya versionen är delad."), undo=deed)


def _received() -> Upload | UploadForm:
    """Return the upload that was received, or the form to show: empty, or with what is wrong."""
    form = UploadForm()
    if not form.sent_and_valid():
        return form
    try:
        upload = take_in(form.file.data, by=current_actor)
    except (NotReceived, StoreDown) as refusal:
        db.session.rollback()
        form.file.errors = [refusal.sentence]
        return form
    db.session.commit()
    return upload


def _share_form(upload: Upload, *, twin: bool) -> ShareForm:
    subject = find_subject(request.args.get("om"), current_actor)
    mark = request.args.get("om", "") if subject is not None else ""
    form = ShareForm(about=mark)
    is_picture = upload.file.media_type in PICTURES
    known = offered(current_actor, also=subject)
    form.offer(current_actor, known, is_picture=is_picture, twin=twin)
    if not form.is_sent:
        text = text_of(upload.file.sha256)
        form.title.data = title_from(text.title if text else "", upload.file.name)
    return form


def _facts(form: ShareForm) -> dict[str, Any]:
    return {**form.facts, "room": form.room.room, "said_of": form.description}
