"""Rows as the database has them, and a connection beside the test's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, models


def columns(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@contextmanager
def another_connection() -> Iterator[None]:
    """The thread's connection is another one meanwhile."""
    ours = connections["default"]
    connections["default"] = ours.copy()
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = ours
