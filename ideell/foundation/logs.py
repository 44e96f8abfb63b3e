"""Log lines as JSON on standard error; never typed text, never a secret."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict

KNOWN = ("number", "endpoint", "job", "kind", "fault", "status", "milliseconds")


def write_json_lines(level: str) -> None:
    """Let every log line of the process be one JSON object on standard error."""
    line = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(allow=KNOWN),
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            _fault_without_values,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(line)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for talkative in ("huey", "alembic"):
        logging.getLogger(talkative).setLevel(logging.WARNING)


def _fault_without_values(_logger: Any, _name: str, event: EventDict) -> EventDict:
    """Replace an exception by its type and where it stood: values may hold typed text."""
    fault = event.pop("exc_info", None)
    error = sys.exc_info()[1] if fault is True else fault[1] if isinstance(fault, tuple) else fault
    if isinstance(error, BaseException):
        event["fault"] = type(error).__name__
        event["at"] = _places(error)
    return event


def _places(error: BaseException) -> list[str]:
    places, step = [], error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return places[-8:]
