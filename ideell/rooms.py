"""The rooms that stand, from the ground up: their pages, and what lower rooms know of them."""

from __future__ import annotations

from flask import Flask

from ideell.activity.routes import bp as activity
from ideell.consultations.documents_panel import introduce as introduce_documents_panel
from ideell.consultations.kinds import introduce as introduce_consultations
from ideell.consultations.routes import bp as consultations
from ideell.consultations.talk import introduce as introduce_source_talk
from ideell.consultations.talk_routes import bp as source_talk
from ideell.documents.kinds import introduce as introduce_documents
from ideell.documents.routes import bp as documents
from ideell.drafting.coverage_routes import bp as coverage
from ideell.drafting.export_routes import bp as export
from ideell.drafting.kinds import introduce as introduce_drafting
from ideell.drafting.language_routes import bp as language
from ideell.drafting.number_routes import bp as numbers
from ideell.drafting.proof_routes import bp as proofreading
from ideell.drafting.queue_routes import bp as queue
from ideell.drafting.response_routes import bp as drafting
from ideell.drafting.section_routes import bp as sections
from ideell.drafting.step_routes import bp as steps
from ideell.drafting.version_routes import bp as versions
from ideell.files.kinds import introduce as introduce_files
from ideell.files.routes import bp as files
from ideell.home.kinds import introduce as introduce_home
from ideell.home.routes import bp as home
from ideell.people.kinds import introduce as introduce_people
from ideell.people.my_page_routes import bp as my_page
from ideell.people.routes import bp as people
from ideell.people.sign_in_routes import bp as sign_in
from ideell.positions.kinds import introduce as introduce_positions
from ideell.positions.routes import bp as positions
from ideell.search.kinds import introduce as introduce_search
from ideell.search.routes import bp as search
from ideell.tables import TABLES
from ideell.writing.arranging_routes import bp as arranging
from ideell.writing.block_routes import bp as writing
from ideell.writing.both_routes import bp as taking_back
from ideell.writing.comment_routes import bp as commenting
from ideell.writing.decision_routes import bp as deciding
from ideell.writing.kinds import introduce as introduce_writing
from ideell.writing.look_over_routes import bp as looking_over
from ideell.writing.origin_routes import bp as origins
from ideell.writing.packet_routes import bp as packets
from ideell.writing.presence_routes import bp as presence
from ideell.writing.settling_routes import bp as settling
from ideell.writing.suggestion_routes import bp as suggesting
from ideell.writing.support_routes import bp as supporting

BLUEPRINTS = (
    home, sign_in, my_page, people, writing, arranging, settling, suggesting, packets, supporting,
    looking_over, deciding, commenting, presence, taking_back, origins, consultations, source_talk,
    positions, drafting, sections, steps, versions, numbers, coverage, proofreading, queue,
    language, export, activity, search, files, documents,
)  # fmt: skip


def open_rooms(app: Flask) -> None:
    """Introduce every model, then open every room's pages."""
    assert TABLES  # every model is loaded before the first query
    introduce_people()
    introduce_files()
    introduce_writing()
    introduce_documents()
    introduce_consultations()
    introduce_source_talk()
    introduce_positions()
    introduce_drafting()
    introduce_documents_panel()
    introduce_home()
    introduce_search()
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
