"""What an RSS hands on."""

from tests.pages.roles import Row

ROWS: tuple[Row, ...] = ()
