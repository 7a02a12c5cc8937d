"""The aggregate, as a coordinator meets it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role, User
from questionnaires.answers import Chosen, Text
from questionnaires.models import Summary
from questionnaires.services.summaries import LONGEST
from tests import country as small

pytestmark = pytest.mark.django_db


def address(code: str = "rss-norr", more: str = "") -> str:
    return f"/samordna/{small.member(code).pk}/kommun-2030/sammanstallning/{more}"


@pytest.fixture
def karin(coordinator: User, client: Client) -> Client:
    """The coordinator of RSS Norr, whose kommuner have come various ways."""
    small.approved("0101", projekt=Chosen("ja"), exempel=Text("Trygg hemgång i Alby"))
    small.submitted("0102", projekt=Chosen("ja"), exempel=Text("Mobilt team i Berga"))
    small.approved("0201", projekt=Chosen("ja"), exempel=Text("Åby har annat"))
    client.force_login(coordinator)
    return client


def read(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_question_is_read_once_and_names_its_table(karin: Client) -> None:
    page = read(karin, address())
    assert page.count("Har projekt breddinförts under 2030?") == 1
    assert 'aria-labelledby="rubrik-projekt"' in page.partition('<table class="table counts"')[2]


def test_who_is_where_stands_on_top(karin: Client) -> None:
    page = read(karin, address())
    assert "1 av 3 kommuner räknas." in page
    for state, kommun in (("Godkänd av RSS", "Alby"), ("Inlämnad", "Berga"), ("Inte påbörjad", "Cedra")):
        assert state in page.partition(f">{kommun}</span>")[0]


def test_what_is_only_sent_in_is_seen_in_the_preview_which_says_so(karin: Client) -> None:
    assert "Mobilt team i Berga" not in read(karin, address())
    page = read(karin, address(more="?urval=inlamnade"))
    assert "Mobilt team i Berga" in page
    assert "Det här är inte det som lämnas in." in page


def test_a_number_opens_the_kommuner_behind_it(karin: Client) -> None:
    page = read(karin, address(more="?urval=inlamnade&tal=projekt:val.ja"))
    panel = page.partition('id="sa-raknades-det"')[2].partition("</section>")[0]
    assert "Ja: 2 av 3 kommuner" in panel
    assert "Alby" in panel
    assert "Berga" in panel
    assert "Cedra" not in panel


def test_a_number_that_there_isnt_has_no_page(karin: Client) -> None:
    assert karin.get(address(more="?tal=projekt:val.kanske")).status_code == 404


def test_another_rss_kommun_is_nowhere(karin: Client) -> None:
    assert "Åby" not in read(karin, address(more="?urval=inlamnade"))
    assert karin.get(address("rss-ass")).status_code == 404


def test_an_rss_of_one_kommun_is_told_what_that_means(client: Client, country: None) -> None:
    client.force_login(small.person("Ove Å", Role.COORDINATOR, "rss-ass"))
    assert "RSS Åss har en enda kommun." in read(client, address("rss-ass"))


def boxes(client: Client, **texts: str) -> dict[str, str]:
    """What the page's form posts with these texts in its boxes."""
    page = client.get(address()).content.decode()
    marks = re.findall(r'name="sammanfattning-([^"]+):v" value="([^"]*)"', page)
    shown = dict(re.findall(r'<textarea [^>]*name="sammanfattning-([^"]+)"[^>]*>([^<]*)</textarea>', page))
    named = {name.replace("__", "."): text for name, text in texts.items()}
    posted = {f"sammanfattning-{cell}:v": mark for cell, mark in marks}
    return posted | {f"sammanfattning-{cell}": text for cell, text in (shown | named).items()}


def summaries() -> dict[str, str]:
    return dict(Summary.objects.values_list("cell", "text"))


def test_a_summary_is_saved_and_comes_back(karin: Client) -> None:
    sent = karin.post(address(), boxes(karin, exempel="Två satsar på hemgång.") | {"vid": "exempel"})
    assert sent.status_code == 302
    assert sent["Location"].endswith("/sammanstallning/#sammanfattning-exempel")
    assert "Två satsar på hemgång.</textarea>" in read(karin, address())


def test_whatever_box_one_saves_at_all_that_is_typed_is_saved(karin: Client) -> None:
    typed = boxes(karin, exempel="Två satsar på hemgång.", insatser__annat="Digitala möten")
    karin.post(address(), typed | {"vid": "exempel"})
    assert summaries() == {"exempel": "Två satsar på hemgång.", "insatser.annat": "Digitala möten"}
    assert "2 sammanfattningar är sparade." in read(karin, address())


def test_of_two_who_write_at_once_both_texts_are_shown(karin: Client) -> None:
    mine = boxes(karin, exempel="Den andra", insatser__annat="Digitalt")
    karin.post(address(), boxes(karin, exempel="Den första"))
    page = karin.post(address(), mine).content.decode()
    assert "1 sammanfattning är inte sparad" in page
    assert "Någon annan har sparat under tiden" in page
    assert "Den första" in page
    assert "Den andra</textarea>" in page
    assert summaries() == {"exempel": "Den första", "insatser.annat": "Digitalt"}

    mark = re.findall(r'name="sammanfattning-exempel:v" value="([^"]*)"', page)[0]
    karin.post(address(), {"sammanfattning-exempel": "Den andra", "sammanfattning-exempel:v": mark})

    assert summaries()["exempel"] == "Den andra"


def test_a_box_that_nobody_touched_takes_nothing_back_from_a_colleague(karin: Client) -> None:
    karin.post(address(), boxes(karin, exempel="Först"))
    open_since_then = boxes(karin, insatser__annat="Digitalt")
    karin.post(address(), boxes(karin, exempel="Sedan"))
    assert karin.post(address(), open_since_then).status_code == 302
    assert summaries() == {"exempel": "Sedan", "insatser.annat": "Digitalt"}


def test_a_text_that_is_too_long_stays_in_its_box_and_the_others_are_saved(karin: Client) -> None:
    long = "a" * (LONGEST + 1)
    page = karin.post(address(), boxes(karin, exempel=long, insatser__annat="Digitalt")).content.decode()
    assert "Korta den till högst 10000." in page
    assert f"{long}</textarea>" in page
    assert summaries() == {"insatser.annat": "Digitalt"}


def test_saving_what_nobody_changed_says_so(karin: Client) -> None:
    karin.post(address(), boxes(karin))
    assert "Ingen sammanfattning var ändrad." in read(karin, address())
    assert summaries() == {}


@pytest.mark.parametrize("cell", ["", "finns-inte", "exempel.rad"])
def test_a_summary_of_no_question_is_kept_nowhere(karin: Client, cell: str) -> None:
    karin.post(address(), {f"sammanfattning-{cell}": "Något", f"sammanfattning-{cell}:v": "", "vid": cell})
    assert summaries() == {}


def test_a_report_that_is_sent_in_shows_its_summaries_and_takes_no_more(karin: Client) -> None:
    karin.post(address(), boxes(karin, exempel="Två satsar på hemgång."))
    late = boxes(karin, exempel="Sent")
    small.reported("rss-norr")
    page = read(karin, address())
    assert "Två satsar på hemgång." in page
    assert "<textarea" not in page
    refused = karin.post(address(), late).content.decode()
    assert "Sammanställningen har läget" in refused
    assert "Sent" in refused


def test_the_page_costs_the_same_whatever_the_number_of_kommuner(
    coordinator: User, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(coordinator)
    path = address(more="?tal=projekt:val.ja")
    for code in ("0101", "0102", "0103"):
        with django_assert_num_queries(10):
            client.get(path)
        small.approved(code)


def test_choices_are_marked_as_swedish_on_an_english_page_and_the_rest_is_english(karin: Client) -> None:
    karin.post("/sprak/", {"language": "en"})
    page = read(karin, address())
    assert '<th scope="row" lang="sv">Ja</th>' in page
    assert '<th scope="row">No answer</th>' in page
