"""What an RSS hands on."""

from tests.pages.roles import ONLY_SIGN_IN, RSS, Row

COUNTS = "/samordna/{norr}/kommun-2030/sammanstallning/"

ROWS = (
    Row("aggregate", COUNTS, RSS),
    Row("aggregate", f"{COUNTS}?urval=inlamnade", RSS),
    Row("aggregate", f"{COUNTS}?tal=projekt:val.ja", RSS),
    Row("aggregate", f"{COUNTS}?tal=projekt:val.kanske", ONLY_SIGN_IN),
    Row("aggregate", COUNTS, ONLY_SIGN_IN, method="post"),
    Row("aggregate", "/samordna/{norr}/region-2030/sammanstallning/", ONLY_SIGN_IN),
    # An RSS of which nobody here is a coordinator, a kommun, and nothing at all.
    Row("aggregate", "/samordna/{ass}/kommun-2030/sammanstallning/", ONLY_SIGN_IN),
    Row("aggregate", "/samordna/{alby}/kommun-2030/sammanstallning/", ONLY_SIGN_IN),
    Row("aggregate", "/samordna/99999999999999999999/kommun-2030/sammanstallning/", ONLY_SIGN_IN),
)
