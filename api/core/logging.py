"""Structured logs. What must stay secret is removed here, whoever logs it."""

import logging
import re
import sys
from typing import Any, Literal

import structlog

REDACTED = "[redacted]"
SECRET_NAMES = re.compile(
    r"password|passcode|secret|token|authorization|cookie|start_url|zak|join_url|^e?mail$|_email$", re.IGNORECASE
)
SECRET_TEXT = re.compile(
    r"(?P<name>[?&](?:pwd|zak|tk|access_token|download_token)=)[^&\s\"']+|(?P<scheme>Bearer|Basic)\s+[A-Za-z0-9._~+/=-]+"
)
PERSON = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _clean_text(text: str) -> str:
    text = SECRET_TEXT.sub(lambda m: f"{m['name'] or m['scheme'] + ' '}{REDACTED}", text)
    return PERSON.sub("[e-mail]", text)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, dict):
        return {key: REDACTED if SECRET_NAMES.search(str(key)) else _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    return value


def redact(_logger: Any, _method: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Removes values whose name or form says that they are secret or personal."""
    return {key: REDACTED if SECRET_NAMES.search(key) else _clean(value) for key, value in event.items()}


def configure(level: str, log_format: Literal["json", "console"]) -> None:
    """One line per event on standard error; JSON for machines, aligned text for people."""
    as_text = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    renderer: structlog.types.Processor = as_json if log_format == "json" else as_text
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    logging.basicConfig(
        handlers=[handler], level=max(logging.getLevelNamesMapping()[level], logging.WARNING), force=True
    )
