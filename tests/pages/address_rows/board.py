"""A coordinator's board."""

from tests.pages.roles import ONLY_SIGN_IN, RSS, RSS_GOES_ON, Row

ROWS = (
    # There is one round: she goes straight to it.
    Row("coordinated_rounds", "/samordna/", RSS_GOES_ON),
    Row("coordinated", "/samordna/{norr}/", RSS),
    Row("coordinated", "/samordna/{ass}/", ONLY_SIGN_IN),
    Row("coordinated", "/samordna/{alby}/", ONLY_SIGN_IN),
    Row("coordinated", "/samordna/99999999999999999999/", ONLY_SIGN_IN),
    Row("board", "/samordna/{norr}/kommun-2030/", RSS),
    Row("board", "/samordna/{norr}/kommun-2030/?visa=x&sok=%00&ordning=x&sida=x", RSS),
    Row("board", "/samordna/{norr}/rss-2030/", ONLY_SIGN_IN),
    Row("board", "/samordna/{norr}/region-2030/", ONLY_SIGN_IN),
    Row("board", "/samordna/{ass}/kommun-2030/", ONLY_SIGN_IN),
    Row("phone_list", "/samordna/{norr}/kommun-2030/telefonlista/", RSS),
    Row("phone_list", "/samordna/{ass}/kommun-2030/telefonlista/", ONLY_SIGN_IN),
    Row("phone_list", "/samordna/{norr}/rss-2030/telefonlista/", ONLY_SIGN_IN),
    Row("remind", "/samordna/{norr}/kommun-2030/paminn/?alla=1", RSS),
    Row("remind", "/samordna/{norr}/kommun-2030/paminn/?kommun=x", RSS),
    Row("remind", "/samordna/{norr}/kommun-2030/paminn/", RSS_GOES_ON, method="post"),
    Row("remind", "/samordna/{norr}/rss-2030/paminn/", ONLY_SIGN_IN, method="post"),
    Row("remind", "/samordna/{ass}/kommun-2030/paminn/", ONLY_SIGN_IN),
    Row("remind", "/samordna/{ass}/kommun-2030/paminn/", ONLY_SIGN_IN, method="post"),
    Row("approve_several", "/samordna/{norr}/kommun-2030/godkann/?alla=1", RSS),
    Row("approve_several", "/samordna/{norr}/kommun-2030/godkann/", RSS_GOES_ON, method="post"),
    Row("approve_several", "/samordna/{norr}/rss-2030/godkann/", ONLY_SIGN_IN, method="post"),
    Row("approve_several", "/samordna/{ass}/kommun-2030/godkann/", ONLY_SIGN_IN),
    Row("approve_several", "/samordna/{ass}/kommun-2030/godkann/", ONLY_SIGN_IN, method="post"),
)
