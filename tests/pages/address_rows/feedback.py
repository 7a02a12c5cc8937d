"""What those who answered get back."""

from tests.pages.roles import Row

ROWS: tuple[Row, ...] = ()
