"""Logs: one JSON object a line in production, readable lines in development. Imports no Django: settings read it."""

import json
import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from records.log_fields import log_fields


def logging_settings(*, readable: bool, level: str) -> dict[str, Any]:
    """For Django, its commands, Celery and gunicorn alike: everything goes to stderr, in one way."""
    form = "surveyapp.logs.ReadableLine" if readable else "surveyapp.logs.JsonLine"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": form}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers (mail to admins, another format) are taken away; what it says of requests,
            # and Celery of messages, is in our own lines.
            "django": {"handlers": [], "level": level},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "celery": {"level": "WARNING"},
        },
    }


class JsonLine(logging.Formatter):
    """time, level, logger, message; then the fields of the request or job, and where an error happened."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **log_fields(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = list(error_lines(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False, default=str)


class ReadableLine(logging.Formatter):
    """The same for a person who watches, with the whole of an error."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line, newline, rest = super().format(record).partition("\n")
        fields = {**log_fields(), **getattr(record, "fields", {})}
        return " ".join([line, *(f"{name}={value}" for name, value in fields.items())]) + newline + rest


def error_lines(error: BaseException) -> Iterator[str]:
    """An exception, what caused it and where, without what may be somebody's answer or address.

    Of a message only the first line is kept: below it PostgreSQL quotes the row that it refused.
    """
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from error_lines(cause)
    yield f"{type(error).__qualname__}: {str(error).partition(chr(10))[0][:200]}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {frame.filename}:{frame.lineno} {frame.name}"
