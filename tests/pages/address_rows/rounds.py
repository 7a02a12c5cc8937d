"""Rounds, for officers. The round of 2030 is published: what can't be done any more leads back to its page."""

from tests.pages.address_rows.national import OFFICERS
from tests.pages.roles import ONLY_SIGN_IN, RSS, Row

OFFICERS_GO_ON = (302, 404, 404, 404, 302, 404)

ROWS = (
    Row("rounds", "/insamling/", OFFICERS),
    Row("round_new", "/insamling/ny/", OFFICERS),
    Row("round_new", "/insamling/ny/", OFFICERS, method="post"),
    Row("round", "/insamling/2030/", OFFICERS),
    Row("round", "/insamling/2030-prov/", ONLY_SIGN_IN),
    Row("round", "/insamling/2031/", ONLY_SIGN_IN),
    Row("round", "/insamling/02030/", ONLY_SIGN_IN),
    Row("round_days", "/insamling/2030/dagar/", OFFICERS_GO_ON),
    Row("round_days", "/insamling/2030/dagar/", OFFICERS_GO_ON, method="post"),
    Row("round_open", "/insamling/2030/oppna/", OFFICERS_GO_ON),
    Row("round_open", "/insamling/2030/oppna/", OFFICERS, method="post"),
    Row("round_close", "/insamling/2030/stang/", OFFICERS_GO_ON),
    Row("round_close", "/insamling/2030/stang/", OFFICERS, method="post"),
    Row("round_reopen", "/insamling/2030/oppna-igen/", OFFICERS_GO_ON),
    Row("round_reopen", "/insamling/2030/oppna-igen/", OFFICERS, method="post"),
    Row("round_questionnaire", "/insamling/2030/enkat/kommun-2030/1/", OFFICERS),
    Row("round_questionnaire", "/insamling/2030/enkat/kommun-2030/2/", ONLY_SIGN_IN),
    Row("round_questionnaire", "/insamling/2030/enkat/finns-inte/1/", ONLY_SIGN_IN),
    Row("round_questionnaire_pdf", "/insamling/2030/enkat/kommun-2030/1/enkat.pdf", OFFICERS),
    Row("round_questionnaire_pdf", "/insamling/2030/enkat/kommun-2030/9/enkat.pdf", ONLY_SIGN_IN),
    Row("extensions", "/insamling/2030/forlangningar/", OFFICERS),
    Row("extensions", "/insamling/2030/forlangningar/", OFFICERS, method="post"),
    Row("kommun_extensions", "/samordna/{norr}/kommun-2030/forlangningar/", RSS),
    Row("kommun_extensions", "/samordna/{norr}/kommun-2030/forlangningar/", RSS, method="post"),
    Row("kommun_extensions", "/samordna/{norr}/rss-2030/forlangningar/", ONLY_SIGN_IN),
    Row("kommun_extensions", "/samordna/{ass}/kommun-2030/forlangningar/", ONLY_SIGN_IN),
    Row("kommun_extensions", "/samordna/{ass}/kommun-2030/forlangningar/", ONLY_SIGN_IN, method="post"),
    Row("rss_deadline", "/samordna/{norr}/kommun-2030/sista-dag/", RSS),
    Row("rss_deadline", "/samordna/{norr}/kommun-2030/sista-dag/", RSS, method="post"),
    Row("rss_deadline", "/samordna/{norr}/rss-2030/sista-dag/", ONLY_SIGN_IN),
    Row("rss_deadline", "/samordna/{ass}/kommun-2030/sista-dag/", ONLY_SIGN_IN),
    Row("rss_deadline", "/samordna/{ass}/kommun-2030/sista-dag/", ONLY_SIGN_IN, method="post"),
    Row("frame", "/insamling/2030/ram/", OFFICERS),
    Row("frame", "/insamling/2030/ram/?sok=%00", OFFICERS),
    Row("frame_add", "/insamling/2030/ram/lagg-till/", OFFICERS),
    Row("frame_add", "/insamling/2030/ram/lagg-till/", OFFICERS, method="post"),
    Row("frame_remove", "/insamling/2030/ram/{norr}/ta-bort/", OFFICERS),
    Row("frame_remove", "/insamling/2030/ram/{norr}/ta-bort/", OFFICERS, method="post"),
    Row("frame_remove", "/insamling/2030/ram/99999999999999999999/ta-bort/", ONLY_SIGN_IN),
)
