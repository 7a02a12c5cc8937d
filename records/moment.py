"""Reading many things as they were at one moment."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

Given = ParamSpec("Given")
Done = TypeVar("Done")

# What PostgreSQL calls it when somebody else has changed a row since the moment: SQLSTATE serialization_failure.
OVERTAKEN = "40001"
MOST_TIMES = 5


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was when the first of it was read, whatever others write meanwhile.

    SQLite gives that to every transaction; PostgreSQL must be told, and only an outermost transaction can be: inside
    another one this is a plain savepoint.
    """
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def again_if_overtaken(work: Callable[Given, Done]) -> Callable[Given, Done]:
    """Does what one_moment wraps again where somebody else changed first what it changes: from how that is now.

    Each time somebody got something done; after the fifth the error is let through. Inside another transaction, too.
    """

    @wraps(work)
    def again(*args: Given.args, **kwargs: Given.kwargs) -> Done:
        for _time in range(MOST_TIMES - 1):
            try:
                return work(*args, **kwargs)
            except OperationalError as error:
                is_overtaken = getattr(error.__cause__, "sqlstate", "") == OVERTAKEN
                if connection.in_atomic_block or not is_overtaken:
                    raise
        return work(*args, **kwargs)

    return again
