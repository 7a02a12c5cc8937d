"""Who meets what at every address: a row an address, a column a role. A new address without a row fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.pages.country import Cast
from tests.pages.roles import (
    ADMINISTRATOR,
    ADMINISTRATOR_GOES_ON,
    ALL_GO_ON,
    EVERYBODY,
    NOBODY,
    OFFICER,
    OFFICER_GOES_ON,
    ONLY_SIGN_IN,
    OWN,
    OWN_GOES_ON,
    OWN_POSTS_ONLY,
    ROLES,
    STAFFS,
    STAFFS_GOES_ON,
    Row,
    status,
)

pytestmark = pytest.mark.django_db

TABLE = (
    # Who only answers goes on to what the organisation owes.
    Row("home", "/", (200, 302, 200, 302, 200, 200)),
    Row("accessibility", "/tillganglighet/", EVERYBODY),
    Row("privacy", "/personuppgifter/", EVERYBODY),
    Row("healthz", "/healthz", EVERYBODY),
    Row("readyz", "/readyz", EVERYBODY),
    Row("set_language", "/sprak/", ALL_GO_ON),
    Row("set_language", "/sprak/", ALL_GO_ON, method="post"),
    Row("sign_in", "/logga-in/", (200, 302, 302, 302, 302, 302)),
    Row("sign_in_demo", "/logga-in/demo/", NOBODY),
    Row("sign_in_demo", "/logga-in/demo/", NOBODY, method="post"),
    Row("sign_out", "/logga-ut/", ALL_GO_ON),
    Row("sign_out", "/logga-ut/", ALL_GO_ON, method="post"),
    Row("sign_in_link_request", "/logga-in/skicka-lank/", EVERYBODY),
    Row("sign_in_link_request", "/logga-in/skicka-lank/", EVERYBODY, method="post"),
    Row("sign_in_link_sent", "/logga-in/skickad/", EVERYBODY),
    Row("sign_in_link", "/logga-in/lank/", NOBODY),
    Row("sign_in_link", "/logga-in/lank/?nyckel=x", NOBODY),
    Row("sign_in_link", "/logga-in/lank/", NOBODY, method="post"),
    Row("people", "/personer/", ADMINISTRATOR),
    Row("people", "/personer/?sok=alby&sida=99", ADMINISTRATOR),
    Row("person_new", "/personer/ny/", STAFFS),
    Row("person_new", "/personer/ny/", STAFFS, method="post"),
    Row("person", "/personer/{person}/", ADMINISTRATOR),
    Row("person", "/personer/{person}/", ADMINISTRATOR, method="post"),
    Row("person", "/personer/99999999999999999999/", NOBODY),
    Row("person_active", "/personer/{person}/avstangning/", ADMINISTRATOR_GOES_ON),
    Row("person_active", "/personer/{person}/avstangning/", ADMINISTRATOR_GOES_ON, method="post"),
    Row("person_active", "/personer/0/avstangning/", NOBODY, method="post"),
    Row("role", "/personer/roll/{role}/", STAFFS),
    Row("role", "/personer/roll/{role}/", STAFFS, method="post"),
    Row("role", "/personer/roll/{far_role}/", ADMINISTRATOR),
    Row("role", "/personer/roll/{far_role}/", ADMINISTRATOR, method="post"),
    Row("role", "/personer/roll/99999999999999999999/", NOBODY),
    Row("role_invite", "/personer/roll/{role}/inbjudan/", STAFFS_GOES_ON),
    Row("role_invite", "/personer/roll/{role}/inbjudan/", STAFFS_GOES_ON, method="post"),
    Row("role_invite", "/personer/roll/{far_role}/inbjudan/", ADMINISTRATOR_GOES_ON, method="post"),
    Row("role_remove", "/personer/roll/{role}/bort/", STAFFS_GOES_ON),
    Row("role_remove", "/personer/roll/{role}/bort/", STAFFS_GOES_ON, method="post"),
    Row("role_remove", "/personer/roll/{far_role}/bort/", ADMINISTRATOR_GOES_ON, method="post"),
    Row("contacts", "/kontakter/", (404, 404, 200, 404, 404, 404)),
    Row("start", "/svar/", (302, 200, 404, 200, 404, 404)),
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
    Row("table_years", "/tabeller/", EVERYBODY),
    Row("tables", "/tabeller/2030/", EVERYBODY),
    Row("tables", "/tabeller/2030/?version=1", EVERYBODY),
    Row("tables", "/tabeller/2030/?version=0", OFFICER),
    Row("tables", "/tabeller/2030/?version=2", NOBODY),
    Row("tables", "/tabeller/2030/?version=x", NOBODY),
    Row("tables", "/tabeller/2031/", NOBODY),
    Row("tables", "/tabeller/99999999999999999999/", NOBODY),
    Row("table", "/tabeller/2030/appendix-1/", EVERYBODY),
    Row("table", "/tabeller/2030/appendix-1/?version=0", OFFICER),
    Row("table", "/tabeller/2030/appendix-1/?tal=team.1", OFFICER),
    Row("table", "/tabeller/2030/appendix-1/?version=0&tal=team.1", OFFICER),
    Row("table", "/tabeller/2030/appendix-1/?tal=team.9", NOBODY),
    Row("table", "/tabeller/2030/appendix-1/?tal=", NOBODY),
    Row("table", "/tabeller/2030/appendix-9/", NOBODY),
    Row("table_file", "/tabeller/2030/filer/tabeller-2030.xlsx", EVERYBODY),
    Row("table_file", "/tabeller/2030/filer/csv/appendix-1.csv", EVERYBODY),
    Row("table_file", "/tabeller/2030/filer/csv/appendix-1.csv?version=0", OFFICER),
    Row("table_file", "/tabeller/2030/filer/jsonstat/appendix-1.json", EVERYBODY),
    Row("table_file", "/tabeller/2030/filer/jsonstat/appendix-1.json?version=0", OFFICER),
    Row("table_file", "/tabeller/2030/filer/html/appendix-1.html", NOBODY),
    Row("table_file", "/tabeller/2030/filer/csv/appendix-9.csv", NOBODY),
    Row("table_file", "/tabeller/2030/filer/csv/appendix-9.csv?version=0", NOBODY),
    Row("table_file", "/tabeller/2030/filer/..%2F..%2Fmanage.py", NOBODY),
    Row("table_file", "/tabeller/2030/filer/..%2F..%2Fmanage.py?version=0", NOBODY),
    Row("workbook_order", "/tabeller/2030/arbetsbok/", OFFICER_GOES_ON),
    Row("workbook_order", "/tabeller/2030/arbetsbok/", OFFICER_GOES_ON, method="post"),
    Row("workbook_order", "/tabeller/2031/arbetsbok/", NOBODY, method="post"),
    Row("workbook_job", "/tabeller/2030/arbetsbok/{job}/", OFFICER),
    Row("workbook_job", "/tabeller/2030/arbetsbok/{other}/", NOBODY),
    Row("workbook_job", "/tabeller/2031/arbetsbok/{job}/", NOBODY),
    Row("workbook_job", "/tabeller/2030/arbetsbok/99999999999999999999/", NOBODY),
    Row("workbook_retry", "/tabeller/2030/arbetsbok/{job}/igen/", OFFICER_GOES_ON),
    Row("workbook_retry", "/tabeller/2030/arbetsbok/{job}/igen/", OFFICER_GOES_ON, method="post"),
    Row("workbook_retry", "/tabeller/2030/arbetsbok/{other}/igen/", NOBODY, method="post"),
    # The job isn't done: there is no file yet.
    Row("workbook_file", "/tabeller/2030/arbetsbok/{job}/fil/", NOBODY),
)


def test_every_address_has_a_row() -> None:
    assert {row.name for row in TABLE} == set(_names(get_resolver()))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.method} {row.address}")
def test_each_role_meets_what_the_table_says(published: Cast, row: Row, role: str) -> None:
    assert status(published, row, role) == row.answers[ROLES.index(role)]


def _names(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern.pattern} has no name"
            yield pattern.name
