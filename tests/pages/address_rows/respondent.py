"""Those who answer, under /svar/."""

from tests.pages.roles import ONLY_SIGN_IN, OWN, OWN_GOES_ON, OWN_POSTS_ONLY, Row

ROWS = (
    Row("start", "/svar/", (302, 200, 200, 200, 404, 404)),
    Row("start", "/svar/?organisation=99999999999999999999", (302, 404, 404, 404, 404, 404)),
    Row("task_list", "/svar/{alby}/kommun-2030/", OWN),
    Row("task_list", "/svar/{alby}/region-2030/", ONLY_SIGN_IN),
    Row("task_list", "/svar/99999999999999999999/kommun-2030/", ONLY_SIGN_IN),
    # The answers are locked: they are read where they are checked, and nothing is saved.
    Row("section", "/svar/{alby}/kommun-2030/del/arbete/", OWN_GOES_ON),
    Row("section", "/svar/{alby}/kommun-2030/del/arbete/", (302, 409, 404, 404, 404, 404), method="post"),
    Row("section", "/svar/{alby}/kommun-2030/del/finns-inte/", ONLY_SIGN_IN),
    Row("changes", "/svar/{alby}/kommun-2030/del/arbete/andringar/insatser/", OWN),
    Row("changes", "/svar/{alby}/kommun-2030/del/arbete/andringar/personer/", ONLY_SIGN_IN),
    Row("autosave", "/svar/{alby}/kommun-2030/spara/", OWN_POSTS_ONLY),
    Row("autosave", "/svar/{alby}/kommun-2030/spara/", (302, 409, 404, 404, 404, 404), method="post"),
    Row("check", "/svar/{alby}/kommun-2030/kontrollera/", OWN),
    Row("check", "/svar/{alby}/kommun-2030/kontrollera/", OWN, method="post"),
    Row("check", "/svar/{alby}/region-2030/kontrollera/", ONLY_SIGN_IN),
    Row("receipt", "/svar/{alby}/kommun-2030/kvittens/1/", OWN),
    Row("receipt", "/svar/{alby}/kommun-2030/kvittens/9/", ONLY_SIGN_IN),
    Row("receipt_pdf", "/svar/{alby}/kommun-2030/kvittens/1/kvittens.pdf", OWN),
    Row("receipt_pdf", "/svar/{alby}/kommun-2030/kvittens/9/kvittens.pdf", ONLY_SIGN_IN),
    Row("blank", "/svar/{alby}/kommun-2030/tom/", OWN),
    Row("blank", "/svar/{alby}/kommun-2030/tom/?version=1", OWN),
    Row("blank", "/svar/{alby}/kommun-2030/tom/?version=9", ONLY_SIGN_IN),
    Row("blank", "/svar/{alby}/kommun-2030/tom/?version=x", ONLY_SIGN_IN),
    Row("blank_pdf", "/svar/{alby}/kommun-2030/tom/enkat.pdf", OWN),
    # There is none; who may open one that there is: tests/questionnaires/test_attachments.py.
    Row("attachment", "/svar/{alby}/kommun-2030/bilaga/1/", ONLY_SIGN_IN),
    Row("attachment", "/svar/{alby}/kommun-2030/bilaga/99999999999999999999/", ONLY_SIGN_IN),
    Row("submission", "/svar/{alby}/kommun-2030/inlamning/1/", OWN),
    Row("submission", "/svar/{alby}/kommun-2030/inlamning/9/", ONLY_SIGN_IN),
    Row("colleagues", "/svar/{alby}/kommun-2030/kollegor/", OWN),
    Row("colleagues", "/svar/{alby}/kommun-2030/kollegor/", OWN, method="post"),
    Row("colleague_invite", "/svar/{alby}/kommun-2030/kollegor/bjud-in/", OWN_POSTS_ONLY),
    Row("colleague_invite", "/svar/{alby}/kommun-2030/kollegor/bjud-in/", OWN, method="post"),
    # Her own role, which nobody takes back: nothing is asked, and the page says so.
    Row("colleague_uninvite", "/svar/{alby}/kommun-2030/kollegor/{role}/ta-bort/", OWN_GOES_ON),
    Row("colleague_uninvite", "/svar/{alby}/kommun-2030/kollegor/{role}/ta-bort/", OWN, method="post"),
    Row("colleague_uninvite", "/svar/{alby}/kommun-2030/kollegor/{far_role}/ta-bort/", ONLY_SIGN_IN),
    Row(
        "colleague_uninvite",
        "/svar/{alby}/kommun-2030/kollegor/{far_role}/ta-bort/",
        ONLY_SIGN_IN,
        method="post",
    ),
    Row("comments", "/svar/{alby}/kommun-2030/kommentarer/", OWN),
    Row("comments", "/svar/{alby}/kommun-2030/kommentarer/", OWN, method="post"),
    Row("comment_answer", "/svar/{alby}/kommun-2030/kommentarer/{thread}/svara/", OWN_POSTS_ONLY),
    Row("comment_answer", "/svar/{alby}/kommun-2030/kommentarer/{thread}/svara/", OWN, method="post"),
    Row("comment_close", "/svar/{alby}/kommun-2030/kommentarer/{thread}/avsluta/", OWN_POSTS_ONLY),
    Row(
        "comment_close", "/svar/{alby}/kommun-2030/kommentarer/{thread}/avsluta/", OWN_GOES_ON, method="post"
    ),
    Row("comment_close", "/svar/{alby}/kommun-2030/kommentarer/999/avsluta/", ONLY_SIGN_IN, method="post"),
    # The round is over: nothing can be taken, and the page says why.
    Row("take_back", "/svar/{alby}/kommun-2030/ta-tillbaka/", OWN_GOES_ON),
    Row("take_back", "/svar/{alby}/kommun-2030/ta-tillbaka/", OWN, method="post"),
    Row("decline", "/svar/{alby}/kommun-2030/avsta/", OWN_GOES_ON),
    Row("decline", "/svar/{alby}/kommun-2030/avsta/", OWN, method="post"),
    Row("resume", "/svar/{alby}/kommun-2030/svara-anda/", OWN_GOES_ON),
    Row("resume", "/svar/{alby}/kommun-2030/svara-anda/", OWN, method="post"),
    # Nobody answers, or has sent in, in Alby's place.
    Row("take_over", "/svar/{alby}/kommun-2030/svara-sjalva/", OWN_GOES_ON),
    Row("take_over", "/svar/{alby}/kommun-2030/svara-sjalva/", OWN, method="post"),
    Row("object", "/svar/{alby}/kommun-2030/invand/", OWN_GOES_ON),
    Row("object", "/svar/{alby}/kommun-2030/invand/", OWN_GOES_ON, method="post"),
)
