"""What those who answered get back."""

from tests.pages.roles import ONLY_SIGN_IN, OWN, Row

ROWS = (
    Row("feedback", "/svar/{alby}/kommun-2030/jamfor/", OWN),
    Row("feedback", "/svar/{alby}/region-2030/jamfor/", ONLY_SIGN_IN),
    Row("feedback", "/svar/{region}/region-2030/jamfor/", (302, 404, 404, 200, 404, 404)),
    Row("rss_feedback", "/samordna/{norr}/kommun-2030/jamfor/", (302, 404, 200, 404, 404, 404)),
    Row("rss_feedback", "/samordna/{norr}/rss-2030/jamfor/", ONLY_SIGN_IN),
    Row("rss_feedback", "/samordna/{ass}/kommun-2030/jamfor/", ONLY_SIGN_IN),
)
