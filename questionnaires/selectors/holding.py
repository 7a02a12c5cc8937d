"""Keeping a round as it is while something in it is written."""

from django.db import connection

HOLD = """
SELECT held.id FROM questionnaires_round held
JOIN questionnaires_framemember framed ON framed.round_id = held.id
WHERE framed.id = %s FOR SHARE OF held
"""


def hold_round(member: int) -> None:
    """Keeps a frame member's round from being closed, opened or deleted until the transaction ends.

    Asked first of all, by itself: what is read after it is read as it is once nobody is changing the round. Many hold
    a round at once; whoever changes it (services.rounds.locked_round) waits for them, and they for her. Locks are
    taken in this order everywhere: round, aggregate, response. Where a transaction has the whole database to itself,
    as on SQLite, nothing is asked.
    """
    if connection.features.has_select_for_update:
        with connection.cursor() as cursor:
            cursor.execute(HOLD, [member])
