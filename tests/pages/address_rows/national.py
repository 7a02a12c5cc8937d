"""What regions and RSS have sent in, for officers."""

from tests.pages.roles import NOBODY, OFFICER, ONLY_SIGN_IN, Row

# Somebody who follows a link signs in and comes back; whoever is no officer learns nothing.
OFFICERS = (302, 404, 404, 404, 200, 404)

ROWS = (
    Row("national_board", "/insamling/2030/lage/", OFFICERS),
    Row("national_board", "/insamling/2030/lage/?visa=saknas&ordna=-tid", OFFICERS),
    Row("national_board", "/insamling/2030/lage/?visa=x&ordna=x", OFFICERS),
    Row("national_board", "/insamling/2031/lage/", ONLY_SIGN_IN),
    Row("national_board", "/insamling/2030-prov/lage/", ONLY_SIGN_IN),
    Row("national_board", "/insamling/x/lage/", ONLY_SIGN_IN),
    # Nobody has shown it to everybody: tests/pages/test_submitted_list.py.
    Row("submitted_list", "/insamling/2030/inlamnade/", OFFICER),
    Row("submitted_list", "/insamling/2031/inlamnade/", NOBODY),
    Row("submitted_list_switch", "/insamling/2030/inlamnade/visning/", (302, 405, 405, 405, 405, 405)),
    Row(
        "submitted_list_switch",
        "/insamling/2030/inlamnade/visning/",
        (302, 404, 404, 404, 302, 404),
        method="post",
    ),
    Row("submitted_list_switch", "/insamling/2031/inlamnade/visning/", ONLY_SIGN_IN, method="post"),
    Row("differences", "/insamling/2030/jamfor/", OFFICERS),
    Row("differences", "/insamling/2030/jamfor/?visa=alla", OFFICERS),
    Row("differences", "/insamling/2031/jamfor/", ONLY_SIGN_IN),
    # Nobody is asked the same here; who meets what where they are: tests/pages/test_differences.py.
    Row("differences_write", "/insamling/2030/jamfor/1/2/uppdrag/", ONLY_SIGN_IN),
    Row("differences_write", "/insamling/2030/jamfor/1/99999999999999999999/x/", ONLY_SIGN_IN, method="post"),
)
