"""What the database holds, whole, to compare before and after."""

from typing import Any

from django.apps import apps
from django.db import connection

OURS = ("records", "accounts", "questionnaires", "exports")


def contents() -> dict[str, list[dict[str, Any]]]:
    """Every table of ours, and between them, with every row as the database has it: table → rows by key."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in OURS:
                table = model._meta.db_table
                cursor.execute(f'SELECT * FROM "{table}" ORDER BY id')  # noqa: S608  # our own tables' names
                names = [column[0] for column in cursor.description]
                found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return found
