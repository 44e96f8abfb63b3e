"""Every table, so that migrations and tests know them all."""

from __future__ import annotations

from ideell.activity.models import Deed
from ideell.activity.notices import Notice
from ideell.activity.read_positions import ReadPosition
from ideell.alliances.models import RegionContact
from ideell.consultations.models import Consultation
from ideell.discussions.polls import Poll
from ideell.discussions.reports import PostReport
from ideell.documents.file_texts import FileText
from ideell.documents.models import Document
from ideell.drafting.models import Response
from ideell.files.attachments import Attachment
from ideell.files.checking import StoreCheck
from ideell.files.models import StoredFile
from ideell.foundation.jobs import Job
from ideell.foundation.keep import KeptForm
from ideell.foundation.mail import Mail
from ideell.people.models import User
from ideell.people.sessions import LoginSession
from ideell.positions.models import Position
from ideell.search.models import SearchEntry
from ideell.writing.comments import Conversation
from ideell.writing.models import Text
from ideell.writing.presence import Presence
from ideell.writing.suggestions import Suggestion

TABLES = (
    Attachment,
    Consultation,
    Conversation,
    Deed,
    Document,
    FileText,
    Job,
    KeptForm,
    LoginSession,
    Mail,
    Notice,
    Poll,
    Position,
    PostReport,
    Presence,
    ReadPosition,
    RegionContact,
    Response,
    SearchEntry,
    StoreCheck,
    StoredFile,
    Suggestion,
    Text,
    User,
)
