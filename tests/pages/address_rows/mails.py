"""What a round's mails say."""

from tests.pages.roles import ONLY_SIGN_IN, Row

# Somebody who follows a link signs in and comes back; whoever is no officer learns nothing.
OFFICERS = (302, 404, 404, 404, 200, 404)
OFFICERS_GO_ON = (302, 404, 404, 404, 302, 404)
OFFICERS_POST_ONLY = (302, 405, 405, 405, 405, 405)

ROWS = (
    Row("mail_texts", "/insamling/2030/mejl/", OFFICERS),
    Row("mail_texts", "/insamling/2031/mejl/", ONLY_SIGN_IN),
    Row("mail_texts", "/insamling/2030-prov/mejl/", ONLY_SIGN_IN),
    Row("mail_text", "/insamling/2030/mejl/returned/sv/", OFFICERS),
    Row("mail_text", "/insamling/2030/mejl/returned/en/", OFFICERS),
    Row("mail_text", "/insamling/2030/mejl/returned/sv/", OFFICERS, "post"),
    Row("mail_text", "/insamling/2030/mejl/returned/xx/", ONLY_SIGN_IN),
    Row("mail_text", "/insamling/2030/mejl/receipt/sv/", ONLY_SIGN_IN),
    Row("mail_text", "/insamling/2031/mejl/returned/sv/", ONLY_SIGN_IN),
    # There is nothing to reset.
    Row("mail_text_reset", "/insamling/2030/mejl/returned/sv/aterstall/", OFFICERS_GO_ON),
    Row("mail_text_reset", "/insamling/2030/mejl/returned/sv/aterstall/", OFFICERS_GO_ON, "post"),
    Row("mail_text_reset", "/insamling/2031/mejl/returned/sv/aterstall/", ONLY_SIGN_IN),
    Row("reminder_day_add", "/insamling/2030/mejl/paminnelser/", OFFICERS, "post"),
    Row("reminder_day_add", "/insamling/2030/mejl/paminnelser/", OFFICERS_POST_ONLY),
    Row("reminder_day_remove", "/insamling/2030/mejl/paminnelser/ta-bort/", OFFICERS_GO_ON, "post"),
    Row("reminder_day_remove", "/insamling/2030/mejl/paminnelser/ta-bort/", OFFICERS_POST_ONLY),
)
