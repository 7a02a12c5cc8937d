"""What the database holds, whole, to compare before and after."""

from typing import Any

from django.apps import apps

OURS = ("records", "accounts", "questionnaires", "exports")


def contents() -> dict[str, list[dict[str, Any]]]:
    """Every table of ours, and between them, with every row: table → rows in the order of their keys."""
    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in OURS
    }
