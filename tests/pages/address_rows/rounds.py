"""Rounds, for officers."""

from tests.pages.roles import Row

ROWS = (Row("rounds", "/insamling/", (302, 404, 404, 404, 200, 404)),)
