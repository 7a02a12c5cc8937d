"""A coordinator's review of a kommun's answers: Alby's are approved, and its RSS has sent in its report."""

from tests.pages.roles import ONLY_SIGN_IN, OWN_POSTS_ONLY, RSS, RSS_GOES_ON, Row

ALBY = "/samordna/{norr}/kommun-2030/{alby}/"

ROWS: tuple[Row, ...] = (
    Row("review", ALBY, RSS),
    Row("review", f"{ALBY}?visa=anmarkningar", RSS),
    Row("review", f"{ALBY}?visa=allt", ONLY_SIGN_IN),
    Row("review", "/samordna/{norr}/region-2030/{alby}/", ONLY_SIGN_IN),
    Row("review", "/samordna/{norr}/kommun-2030/{norr}/", ONLY_SIGN_IN),
    Row("review", "/samordna/{norr}/kommun-2030/99999999999999999999/", ONLY_SIGN_IN),
    Row("review", "/samordna/{alby}/kommun-2030/{alby}/", ONLY_SIGN_IN),
    Row("review_submission", f"{ALBY}inlamning/1/", RSS),
    Row("review_submission", f"{ALBY}inlamning/9/", ONLY_SIGN_IN),
    # The RSS has sent in its report: nothing can be taken, and the page says why.
    Row("review_start", f"{ALBY}borja-granska/", RSS_GOES_ON),
    Row("review_start", f"{ALBY}borja-granska/", RSS, method="post"),
    Row("review_return", f"{ALBY}begar-komplettering/", RSS_GOES_ON),
    Row("review_return", f"{ALBY}begar-komplettering/", RSS, method="post"),
    Row("review_approve", f"{ALBY}godkann/", RSS_GOES_ON),
    Row("review_approve", f"{ALBY}godkann/", RSS, method="post"),
    Row("review_reopen", f"{ALBY}las-upp/", RSS_GOES_ON),
    Row("review_reopen", f"{ALBY}las-upp/", RSS, method="post"),
    Row("review_mend", f"{ALBY}ratta/personer/", RSS_GOES_ON),
    Row("review_mend", f"{ALBY}ratta/personer/", RSS_GOES_ON, method="post"),
    Row("review_mend", f"{ALBY}ratta/exempel/", ONLY_SIGN_IN),
    Row("review_mend", f"{ALBY}ratta/finns-inte/", ONLY_SIGN_IN),
    Row("review_enter", f"{ALBY}fyll-i/", RSS_GOES_ON),
    Row("review_enter", f"{ALBY}fyll-i/", RSS, method="post"),
    Row("review_comments", f"{ALBY}kommentarer/", RSS),
    Row("review_comments", f"{ALBY}kommentarer/?fraga=insatser.team", RSS),
    Row("review_comments", f"{ALBY}kommentarer/?fraga=finns_inte", ONLY_SIGN_IN),
    Row("review_comments", f"{ALBY}kommentarer/", RSS, method="post"),
    Row("review_comment_answer", f"{ALBY}kommentarer/{{thread}}/svara/", OWN_POSTS_ONLY),
    Row("review_comment_answer", f"{ALBY}kommentarer/{{thread}}/svara/", RSS, method="post"),
    Row("review_comment_close", f"{ALBY}kommentarer/{{thread}}/avsluta/", OWN_POSTS_ONLY),
    # It is the kommun's to close.
    Row("review_comment_close", f"{ALBY}kommentarer/{{thread}}/avsluta/", RSS, method="post"),
    Row("review_comment_close", f"{ALBY}kommentarer/999/avsluta/", ONLY_SIGN_IN, method="post"),
)
