"""What an RSS hands on."""

from tests.pages.roles import ONLY_SIGN_IN, RSS, RSS_GOES_ON, Row

COUNTS = "/samordna/{norr}/kommun-2030/sammanstallning/"

ROWS = (
    Row("aggregate", COUNTS, RSS),
    Row("aggregate", f"{COUNTS}?urval=inlamnade", RSS),
    Row("aggregate", f"{COUNTS}?tal=projekt:val.ja", RSS),
    Row("aggregate", f"{COUNTS}?tal=projekt:val.kanske", ONLY_SIGN_IN),
    # With nothing changed in any box.
    Row("aggregate", COUNTS, RSS_GOES_ON, method="post"),
    Row("aggregate", "/samordna/{norr}/region-2030/sammanstallning/", ONLY_SIGN_IN),
    # An RSS of which nobody here is a coordinator, a kommun, and nothing at all.
    Row("aggregate", "/samordna/{ass}/kommun-2030/sammanstallning/", ONLY_SIGN_IN),
    Row("aggregate", "/samordna/{alby}/kommun-2030/sammanstallning/", ONLY_SIGN_IN),
    Row("aggregate", "/samordna/99999999999999999999/kommun-2030/sammanstallning/", ONLY_SIGN_IN),
    Row("direct_counts", "/samordna/{norr}/kommun-2030/antal/", RSS),
    # The report is sent in: why it can't be saved stands on the page.
    Row("direct_counts", "/samordna/{norr}/kommun-2030/antal/", RSS, method="post"),
    Row("direct_counts", "/samordna/{norr}/region-2030/antal/", ONLY_SIGN_IN),
    Row("direct_counts", "/samordna/{ass}/kommun-2030/antal/", ONLY_SIGN_IN),
    Row("direct_counts", "/samordna/{ass}/kommun-2030/antal/", ONLY_SIGN_IN, method="post"),
    Row("report", "/samordna/{norr}/lamna-in/", RSS),
    Row("report", "/samordna/{norr}/lamna-in/", RSS, method="post"),
    Row("report", "/samordna/{ass}/lamna-in/", ONLY_SIGN_IN),
    Row("report", "/samordna/{ass}/lamna-in/", ONLY_SIGN_IN, method="post"),
    Row("report_receipt", "/samordna/{norr}/lamna-in/1/", RSS),
    Row("report_receipt", "/samordna/{norr}/lamna-in/9/", ONLY_SIGN_IN),
    Row("report_receipt", "/samordna/{ass}/lamna-in/1/", ONLY_SIGN_IN),
    Row("report_unlock", "/samordna/{norr}/lamna-in/be-om-upplasning/", RSS),
    # Without a reason nothing is asked.
    Row("report_unlock", "/samordna/{norr}/lamna-in/be-om-upplasning/", RSS, method="post"),
    Row("report_unlock", "/samordna/{ass}/lamna-in/be-om-upplasning/", ONLY_SIGN_IN, method="post"),
    # The RSS's own answers, under /svar/: its coordinators', and nobody else's before they are sent in.
    Row("task_list", "/svar/{norr}/rss-2030/", RSS),
    Row("task_list", "/svar/{norr}/kommun-2030/", ONLY_SIGN_IN),
    Row("task_list", "/svar/{ass}/rss-2030/", ONLY_SIGN_IN),
    Row("section", "/svar/{norr}/rss-2030/del/plan/", RSS_GOES_ON),
    Row("check", "/svar/{norr}/rss-2030/kontrollera/", RSS),
    Row("colleagues", "/svar/{norr}/rss-2030/kollegor/", RSS),
)
