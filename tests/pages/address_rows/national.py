"""What regions and RSS have sent in, for officers."""

from tests.pages.roles import ONLY_SIGN_IN, Row

# Somebody who follows a link signs in and comes back; whoever is no officer learns nothing.
OFFICERS = (302, 404, 404, 404, 200, 404)

ROWS = (
    Row("national_board", "/insamling/2030/lage/", OFFICERS),
    Row("national_board", "/insamling/2030/lage/?visa=saknas&ordna=-tid", OFFICERS),
    Row("national_board", "/insamling/2030/lage/?visa=x&ordna=x", OFFICERS),
    Row("national_board", "/insamling/2031/lage/", ONLY_SIGN_IN),
    Row("national_board", "/insamling/2030-prov/lage/", ONLY_SIGN_IN),
    Row("national_board", "/insamling/x/lage/", ONLY_SIGN_IN),
)
