"""A response as a save reads it: with what it stands beside, locked, in one statement that is put together once.

Everybody saves all day, and on SQLite others wait meanwhile. That the ORM works out anew how four tables are joined
takes many times as long as it takes to read the rows (bench/section.py measures a save).
"""

import json
from collections.abc import Iterator
from typing import Any, TypeVar

from django.db import connection, models

from questionnaires.models import FrameMember, Questionnaire, Response, Round

Part = TypeVar("Part", bound=models.Model)


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """All columns but points in time, which SQLite keeps as text: those are fetched when somebody asks for them."""
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.DateTimeField)]


_FIELDS: "dict[type[models.Model], list[models.Field[Any, Any]]]" = {
    model: _fields(model) for model in (Response, FrameMember, Round, Questionnaire)
}
_COLUMNS = ", ".join(
    f"{model._meta.db_table}.{field.column}" for model, fields in _FIELDS.items() for field in fields
)
_QUERY = f"""
SELECT {_COLUMNS}, (
    SELECT newest.id FROM questionnaires_questionnaire newest
    WHERE newest.round_id = questionnaires_questionnaire.round_id AND newest.key = questionnaires_response.key
    ORDER BY newest.version DESC LIMIT 1
)
FROM questionnaires_response
JOIN questionnaires_framemember ON questionnaires_framemember.id = questionnaires_response.respondent_id
JOIN questionnaires_round ON questionnaires_round.id = questionnaires_framemember.round_id
JOIN questionnaires_questionnaire ON questionnaires_questionnaire.id = questionnaires_response.questionnaire_id
WHERE questionnaires_response.respondent_id = %s AND questionnaires_response.key = %s
"""  # noqa: S608 - of the models' own names


def locked_row(member: int, key: str) -> tuple[Response | None, int | None]:
    """The response of a frame's member, locked until the transaction ends, with its member, round and questionnaire;
    and the number of its questionnaire's newest version.

    None for both where nobody has begun it.
    """
    if member > models.BigIntegerField.MAX_BIGINT:
        return None, None
    lock = "FOR UPDATE OF questionnaires_response" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY + lock, [member, key])
        row = cursor.fetchone()
    if row is None:
        return None, None
    values = iter(row)
    response = _part(Response, values)
    response.respondent = _part(FrameMember, values)
    response.respondent.round = _part(Round, values)
    response.questionnaire = _part(Questionnaire, values)
    return response, next(values)


def _part(model: type[Part], values: Iterator[Any]) -> Part:
    """The next of the joined rows, from the values of its columns."""
    fields = _FIELDS[model]
    read = [_value(field, next(values)) for field in fields]
    return model.from_db(connection.alias, [field.attname for field in fields], read)


def _value(field: "models.Field[Any, Any]", stored: Any) -> Any:
    return json.loads(stored) if isinstance(field, models.JSONField) else stored
