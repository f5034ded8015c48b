"""JSON log lines on standard output, with service, process, tenant and trace id; nothing personal."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from chassis.telemetry.traces import current_trace_id

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LONG_NUMBER = re.compile(r"(?<![\w-])\+?\d[\d ]{8,}\d(?![\w-])")
_TOKEN = re.compile(r"\b\d\.[A-Za-z0-9_-]{40,}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_DETAIL = re.compile(r"(?<=DETAIL:).*")
"""PostgreSQL's word on a constraint: the row that failed, with all that stands in it."""
_HIDDEN = "[redacted]"


def redact(text: str) -> str:
    """Hide mail addresses, IBANs, long numbers, access tokens and rows of the database that came into a text."""
    for personal in (_DETAIL, _MAIL, _TOKEN, _IBAN, _LONG_NUMBER):
        text = personal.sub(_HIDDEN, text)
    return text


def _redact_values(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    texts = {key: redact(value) for key, value in line.items() if isinstance(value, str) and key != "timestamp"}
    return {**line, **texts}


def _add_trace(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if found := current_trace_id():
        line["trace_id"] = found
    return line


def set_up(service: str, process: str, level: str = "INFO") -> None:
    """Send structlog's and the standard library's log lines to standard output as JSON."""

    def _add_process(_logger: object, _name: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {"service": service, "process": process} | dict(line)

    shared: list[Any] = [
        _add_process,
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace,
        structlog.processors.format_exc_info,
        _redact_values,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for noisy in ("nameko", "amqp", "kombu", "urllib3", "weasyprint", "fontTools"):
        logging.getLogger(noisy).setLevel("WARNING")


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """Return a logger; say what happened, to whom (ids), and what to do."""
    found: structlog.stdlib.BoundLogger = structlog.get_logger(name)
    return found
