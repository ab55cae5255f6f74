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
    r"""(?P<name>
        [?&]tk= | \b(?:Bearer|Basic)\s+ | ://[^\s/:@]*:(?=[^\s/@]+@)
        | (?i:password|passcode|secret|token|zak|pwd|cookie)\w*["']?\s*[=:]\s*["']?
    )[^\s"'&,;)}@]+""",
    re.VERBOSE,
)
"""Secrets inside a text: in the query of a link, in a header, in a database's address, in JSON or an error's words."""
PERSON = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def _clean_text(text: str) -> str:
    return PERSON.sub("[e-mail]", SECRET_TEXT.sub(rf"\g<name>{REDACTED}", text))


def _clean(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, dict):
        return {key: REDACTED if SECRET_NAMES.search(str(key)) else _clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean(item) for item in value]
    return _clean_text(value if isinstance(value, str) else repr(value))


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
