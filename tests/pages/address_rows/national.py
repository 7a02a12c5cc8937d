"""What regions and RSS have sent in, for officers."""

from tests.pages.roles import NOBODY, OFFICER, ONLY_SIGN_IN, Row

# Somebody who follows a link signs in and comes back; whoever is no officer learns nothing.
OFFICERS = (302, 404, 404, 404, 200, 404)
OFFICERS_GO_ON = (302, 404, 404, 404, 302, 404)

ROWS = (
    Row("national_board", "/insamling/2030/lage/", OFFICERS),
    Row("national_board", "/insamling/2030/lage/?visa=saknas&ordna=-tid", OFFICERS),
    Row("national_board", "/insamling/2030/lage/?visa=x&ordna=x", OFFICERS),
    Row("national_board", "/insamling/2031/lage/", ONLY_SIGN_IN),
    Row("national_board", "/insamling/2030-prov/lage/", ONLY_SIGN_IN),
    Row("national_board", "/insamling/x/lage/", ONLY_SIGN_IN),
    Row("national_remind", "/insamling/2030/lage/paminn/region-2030/", OFFICERS),
    Row("national_remind", "/insamling/2030/lage/paminn/rss-2030/?organisation={norr}", OFFICERS),
    Row("national_remind", "/insamling/2030/lage/paminn/kommun-2030/", ONLY_SIGN_IN),
    Row("national_remind", "/insamling/2031/lage/paminn/region-2030/", ONLY_SIGN_IN),
    Row("national_remind", "/insamling/2030/lage/paminn/region-2030/", OFFICERS_GO_ON, method="post"),
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
    Row("received", "/insamling/2030/svar/{region}/region-2030/", OFFICERS),
    Row("received", "/insamling/2030/svar/{region}/region-2030/?inlamning=1&visa=anmarkningar", OFFICERS),
    Row("received", "/insamling/2030/svar/{region}/region-2030/?inlamning=9", ONLY_SIGN_IN),
    Row("received", "/insamling/2030/svar/{region}/region-2030/?visa=x", ONLY_SIGN_IN),
    Row("received", "/insamling/2031/svar/{region}/region-2030/", ONLY_SIGN_IN),
    Row("received", "/insamling/2030/svar/{region}/kommun-2030/", ONLY_SIGN_IN),
    Row("received", "/insamling/2030/svar/{alby}/kommun-2030/", ONLY_SIGN_IN),
    Row("received", "/insamling/2030/svar/{alby}/region-2030/", ONLY_SIGN_IN),
    Row("received", "/insamling/2030/svar/{norr}/rss-2030/", OFFICERS_GO_ON),
    Row("received_step", "/insamling/2030/svar/{region}/region-2030/steg/las-upp/", OFFICERS),
    Row("received_step", "/insamling/2030/svar/{region}/region-2030/steg/las-upp/", OFFICERS, method="post"),
    Row("received_step", "/insamling/2030/svar/{region}/region-2030/steg/ta-emot/", OFFICERS_GO_ON),
    Row("received_step", "/insamling/2030/svar/{region}/region-2030/steg/x/", ONLY_SIGN_IN),
    Row(
        "received_step", "/insamling/2030/svar/{alby}/kommun-2030/steg/las-upp/", ONLY_SIGN_IN, method="post"
    ),
    Row("received_step", "/insamling/2030/svar/{norr}/rss-2030/steg/las-upp/", ONLY_SIGN_IN),
    Row("received_comments", "/insamling/2030/svar/{region}/region-2030/kommentarer/", OFFICERS),
    Row(
        "received_comments", "/insamling/2030/svar/{region}/region-2030/kommentarer/?fraga=uppdrag", OFFICERS
    ),
    Row("received_comments", "/insamling/2030/svar/{region}/region-2030/kommentarer/?fraga=x", ONLY_SIGN_IN),
    Row(
        "received_comments", "/insamling/2030/svar/{region}/region-2030/kommentarer/", OFFICERS, method="post"
    ),
    Row("received_comments", "/insamling/2030/svar/{alby}/kommun-2030/kommentarer/", ONLY_SIGN_IN),
    Row(
        "received_comments",
        "/insamling/2030/svar/{alby}/kommun-2030/kommentarer/",
        ONLY_SIGN_IN,
        method="post",
    ),
    Row(
        "received_comment_answer",
        "/insamling/2030/svar/{region}/region-2030/kommentarer/{theirs}/svara/",
        OFFICERS,
        method="post",
    ),
    Row(
        "received_comment_answer",
        "/insamling/2030/svar/{region}/region-2030/kommentarer/999/svara/",
        ONLY_SIGN_IN,
        method="post",
    ),
    Row(
        "received_comment_close",
        "/insamling/2030/svar/{region}/region-2030/kommentarer/{theirs}/avsluta/",
        OFFICERS_GO_ON,
        method="post",
    ),
    Row(
        "received_comment_close",
        "/insamling/2030/svar/{alby}/kommun-2030/kommentarer/{thread}/avsluta/",
        ONLY_SIGN_IN,
        method="post",
    ),
    Row("received_report", "/insamling/2030/rapport/{norr}/", OFFICERS),
    Row("received_report", "/insamling/2030/rapport/{norr}/?version=1", OFFICERS),
    Row("received_report", "/insamling/2030/rapport/{norr}/?version=9", ONLY_SIGN_IN),
    Row("received_report", "/insamling/2030/rapport/{region}/", ONLY_SIGN_IN),
    Row("received_report", "/insamling/2030/rapport/{alby}/", ONLY_SIGN_IN),
    Row("report_step", "/insamling/2030/rapport/{norr}/steg/ta-emot/", OFFICERS),
    Row("report_step", "/insamling/2030/rapport/{norr}/steg/begar-komplettering/", OFFICERS, method="post"),
    Row("report_step", "/insamling/2030/rapport/{norr}/steg/x/", ONLY_SIGN_IN),
    Row("report_step", "/insamling/2030/rapport/{alby}/steg/las-upp/", ONLY_SIGN_IN, method="post"),
)
