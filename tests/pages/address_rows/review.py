"""A coordinator's review of a kommun's answers."""

from tests.pages.roles import Row

ROWS: tuple[Row, ...] = ()
