"""What regions and RSS have sent in, for officers."""

from tests.pages.roles import Row

ROWS: tuple[Row, ...] = ()
