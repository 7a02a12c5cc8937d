"""A coordinator's board."""

from tests.pages.roles import Row

ROWS = (Row("coordinated_rounds", "/samordna/", (302, 404, 200, 404, 404, 404)),)
