"""A trial on the pages: marked for everybody who meets it, and deleted whole by an officer."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from questionnaires.models import Round
from questionnaires.services.trials import delete_trial
from tests import country as small
from tests.pages.reading import signed_in, words
from tests.questionnaires import trials

BANNER = "Prov: svaren räknas inte"


def read(by: User, path: str) -> str:
    answer = signed_in(by).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def post(by: User, path: str, **posted: Any) -> str:
    return words(signed_in(by).post(path, posted, follow=True).content)


def test_an_officer_starts_a_trial_for_those_she_chooses(officer: User) -> None:
    assert "Prova insamlingen" in read(officer, "/insamling/2030/")
    page = post(officer, "/insamling/2030/prova/", deadline=timezone.localdate())
    assert "Välj minst en region eller RSS som ska prova." in page

    page = post(
        officer,
        "/insamling/2030/prova/",
        deadline=timezone.localdate() + timedelta(days=9),
        rss=[small.organisation("rss-norr").pk],
    )
    assert "Provet är öppet." in page
    assert page.startswith("Insamlingen 2030 (prov)")
    assert "Regioner 0 RSS 1 Kommuner 3" in page
    assert "Publiceras" not in page
    assert "Provet av den här insamlingen" in read(officer, "/insamling/2030/")
    assert "Insamlingen 2030 (prov)" in read(officer, "/insamling/")


def test_a_trial_cant_be_tried(officer: User) -> None:
    trials.trial()
    assert signed_in(officer).get("/insamling/2030-prov/prova/").status_code == 404


def test_every_page_of_a_trial_says_so_to_everybody(
    officer: User, coordinator: User, respondent: User, colleague: User
) -> None:
    trials.trial()
    alby = trials.submitted("0101")
    rss = trials.member("rss-norr").pk
    own = f"/svar/{alby.respondent_id}/kommun-2030-prov/"
    pages = {
        officer: ("", "lage/", "dagar/", "ram/", "forlangningar/", "stang/", "mejl/", "ta-bort/"),
        coordinator: ("", "kommun-2030-prov/", "kommun-2030-prov/sammanstallning/"),
        respondent: ("", "kontrollera/", "kvittens/1/", "inlamning/1/", "tom/", "kommentarer/"),
    }
    bases = {officer: "/insamling/2030-prov/", coordinator: f"/samordna/{rss}/", respondent: own}
    for person, paths in pages.items():
        for path in paths:
            assert BANNER in read(person, f"{bases[person]}{path}"), path
    assert BANNER in read(respondent, "/svar/")


def test_the_years_own_pages_say_nothing_of_a_trial(officer: User, respondent: User) -> None:
    trials.trial()
    assert BANNER not in read(officer, "/insamling/2030/")
    assert BANNER not in read(respondent, f"/svar/{small.member('0101').pk}/kommun-2030/")


def test_a_trial_is_in_no_public_list_and_no_table(officer: User) -> None:
    trials.trial()
    assert signed_in(officer).get("/insamling/2030-prov/inlamnade/").status_code == 404


def test_deleting_asks_first_and_leaves_a_protocol(officer: User) -> None:
    trials.trial()
    trials.submitted("0101")
    assert "Det går inte att ångra. Insamlingen 2030 påverkas inte." in read(
        officer, "/insamling/2030-prov/ta-bort/"
    )
    assert Round.objects.filter(is_trial=True).exists()

    page = post(officer, "/insamling/2030-prov/ta-bort/")
    assert "Provet är borttaget." in page
    assert "av Nora Lind" in page
    assert "Svar 1" in page
    assert "Inlämningar 1" in page
    assert not Round.objects.filter(is_trial=True).exists()
    assert "Protokoll för provet av insamlingen 2030" in read(officer, "/insamling/")
    assert signed_in(officer).post("/insamling/2030-prov/ta-bort/").status_code == 404


def test_the_protocol_is_read_and_kept_as_text(officer: User) -> None:
    trials.trial()
    trials.submitted("0101")
    answer = signed_in(officer).post("/insamling/2030-prov/ta-bort/")
    text = signed_in(officer).get(f"{answer['Location']}protokoll.txt")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    lines = text.content.decode().splitlines()
    assert lines[0] == "Protokoll: provet av insamlingen 2030 är borttaget"
    assert {"Regioner: 1", "Kommuner: 3", "Svar: 1", "Inlämningar: 1"} <= set(lines)


def test_a_years_own_round_has_no_page_to_delete_it(officer: User) -> None:
    for method in ("get", "post"):
        assert getattr(signed_in(officer), method)("/insamling/2030/ta-bort/").status_code == 404
    assert Round.objects.filter(year=2030).exists()


@pytest.mark.parametrize("path", ["/insamling/protokoll/{}/", "/insamling/protokoll/{}/protokoll.txt"])
def test_only_an_officer_reads_a_protocol(
    officer: User, administrator: User, coordinator: User, respondent: User, path: str
) -> None:
    number = delete_trial(round_=trials.trial(), by=officer).pk
    assert signed_in(officer).get(path.format(number)).status_code == 200
    for person in (administrator, coordinator, respondent):
        assert signed_in(person).get(path.format(number)).status_code == 404
