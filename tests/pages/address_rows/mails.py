"""What a round's mails say."""

from tests.pages.roles import Row

ROWS: tuple[Row, ...] = ()
