"""Regions and RSS of the same län side by side, and a comment to both."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, ChosenSet, Text
from questionnaires.definition import parse_definition
from questionnaires.models import Comment, Questionnaire, Response, Side, Thread
from questionnaires.rules import Refused
from questionnaires.selectors.national.differences import shared_cells
from questionnaires.services.aggregates import return_aggregate, submit_aggregate
from questionnaires.services.comments import start_comments
from questionnaires.services.publishing import publish_questionnaire
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

PAGE = "/insamling/2030/jamfor/"
PLAN = """  - key: handlingsplan
    type: single_choice
    text: Finns en plan?
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
  - key: omraden
    type: multiple_choice
    text: Vilka områden?
    choices:
    - {key: a, text: Akut}
    - {key: b, text: Barn}
    - {key: c, text: Annat, specify: true}
  - key: fritt
    type: long_text
    text: Beskriv.
"""
RSS_PLAN = PLAN.replace("Finns en plan?", "Finns en plan i RSS?")


@pytest.fixture(autouse=True)
def asked(country: None) -> None:
    """Both are asked the same three questions, one of them in other words."""
    small.publish(
        "region-2030", old="  questions:\n  - key: uppdrag", new=f"  questions:\n{PLAN}  - key: uppdrag"
    )
    source = (small.SMALL / "rss-2030.yaml").read_text(encoding="utf-8")
    source = source[: source.index("  - key: handlingsplan")] + RSS_PLAN
    publish_questionnaire(
        definition=parse_definition(source, file="rss-2030.yaml"), source=source, by=system_user()
    )


def region(code: str, **answers: Answer) -> Response:
    return small.region_submitted(code, **answers)


def rss(code: str, **answers: Answer) -> None:
    small.save("rss-2030", code, answers)
    submit_aggregate(rss=small.member(code), signed_name="Karin Björk", by=system_user())


def said(officer: User, query: str = "") -> str:
    return words(signed_in(officer).get(PAGE + query).content)


def test_different_answers_stand_side_by_side(officer: User) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("nej"))
    assert "Finns en plan? RSS får frågan så här: Finns en plan i RSS? 1 av 1 har svarat olika." in said(
        officer
    )
    assert "Norr Ja Norr Nej Skriv till båda" in said(officer)
    page = signed_in(officer).get(PAGE).content.decode()
    for label in ("Regionens svar", "RSS", "RSS svar"):  # on a phone the heads aren't there
        assert f'data-label="{label}"' in page


def test_a_region_is_compared_with_each_rss_of_its_lan_and_no_other(officer: User) -> None:
    region("02", handlingsplan=Chosen("ja"))
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-ass", handlingsplan=Chosen("nej"))
    rss("rss-tom", handlingsplan=Chosen("ja"))
    pairs = [
        (pair.region.report_name, pair.rss.report_name, pair.is_different)
        for shared in shared_cells(small.member("01").round)
        for pair in shared.pairs
    ]
    assert pairs == [("Åland", "Tom", False), ("Åland", "Åss", True)]


def test_equal_answers_are_shown_when_all_are_asked_for(officer: User) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("ja"))
    assert "På 1 fråga har alla svarat lika." in said(officer)
    assert "Finns en plan?" not in said(officer)
    assert "Norr Ja Norr Ja Lika" in said(officer, "?visa=alla")


def test_what_was_chosen_is_compared_not_the_words_beside_it(officer: User) -> None:
    region("01", omraden=ChosenSet(("a", "c"), {"c": "Hälsa"}))
    rss("rss-norr", omraden=ChosenSet(("a", "c"), {"c": "Skola"}), handlingsplan=Chosen("ja"))
    assert "Vilka områden?" not in said(officer)
    assert "Vilka områden? 0 av 1 har svarat olika." in said(officer, "?visa=alla")


def test_who_has_not_answered_has_not_answered_differently(officer: User) -> None:
    region("01")
    rss("rss-norr", handlingsplan=Chosen("nej"))
    assert "Än finns inget att jämföra" in said(officer)


def test_what_is_not_sent_in_or_is_returned_is_not_compared(officer: User) -> None:
    small.save("region-2030", "01", {"handlingsplan": Chosen("ja")})
    rss("rss-norr", handlingsplan=Chosen("nej"))
    assert shared_cells(small.member("01").round) == ()
    region("01", handlingsplan=Chosen("ja"))
    assert len(shared_cells(small.member("01").round)[0].pairs) == 1
    aggregate = small.member("rss-norr").aggregate
    return_aggregate(aggregate=aggregate, reason="Se över.", by=officer)
    assert shared_cells(small.member("01").round) == ()
    assert "Än finns inget att jämföra" in said(officer)


def test_another_set_of_choices_is_another_question(officer: User) -> None:
    source = Questionnaire.objects.filter(key="rss-2030").order_by("-version")[0].source
    other = source.replace(
        "    - {key: nej, text: Nej}\n", "    - {key: nej, text: Nej}\n    - {key: vet_ej, text: Vet ej}\n"
    )
    publish_questionnaire(definition=parse_definition(other, file="x.yaml"), source=other, by=system_user())
    region("01", handlingsplan=Chosen("ja"), omraden=ChosenSet(("a",)), fritt=Text("Ett"))
    rss("rss-norr", handlingsplan=Chosen("nej"), omraden=ChosenSet(("b",)), fritt=Text("Två"))
    assert [shared.cell.name for shared in shared_cells(small.member("01").round)] == ["omraden"]


def test_an_officer_writes_to_both_at_the_question(officer: User) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("nej"))
    write = f"{PAGE}{small.member('01').pk}/{small.member('rss-norr').pk}/handlingsplan/"
    assert "Region Norr Ja RSS Norr Nej" in words(signed_in(officer).get(write).content)
    there = signed_in(officer).post(write, {"text": "Ni har svarat olika. Stämmer det?"}, follow=True)
    assert "Kommentaren är skickad till båda." in words(there.content)
    assert "1 av 1 har svarat olika. " in words(there.content)
    assert "Skriv till båda" in words(there.content)
    assert "2 öppna" in words(there.content)
    threads = Thread.objects.order_by("pk").values_list("response__key", "cell", "comments__text")
    assert list(threads) == [
        ("region-2030", "handlingsplan", "Ni har svarat olika. Stämmer det?"),
        ("rss-2030", "handlingsplan", "Ni har svarat olika. Stämmer det?"),
    ]


def test_an_empty_comment_is_refused_and_reaches_nobody(officer: User) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("nej"))
    write = f"{PAGE}{small.member('01').pk}/{small.member('rss-norr').pk}/handlingsplan/"
    assert "Skriv en kommentar först." in words(signed_in(officer).post(write, {"text": " "}).content)
    assert not Comment.objects.exists()


def test_a_comment_reaches_all_or_nobody(officer: User, respondent: User) -> None:
    with pytest.raises(Refused):
        start_comments(
            responses=(small.response("region-2030", "01"), small.submitted("0101")),
            text="Hej",
            side=Side.RECEIVER,
            by=officer,
        )
    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("one", "other", "cell"),
    [
        ("02", "rss-norr", "handlingsplan"),
        ("01", "rss-ass", "handlingsplan"),
        ("01", "rss-norr", "uppdrag"),
        ("01", "0101", "handlingsplan"),
        ("rss-norr", "01", "handlingsplan"),
    ],
)
def test_those_that_are_not_compared_have_no_page(officer: User, one: str, other: str, cell: str) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("nej"))
    write = f"{PAGE}{small.member(one).pk}/{small.member(other).pk}/{cell}/"
    assert signed_in(officer).get(write).status_code == 404


def test_nobody_else_reads_them(
    client: Client, coordinator: User, region_signer: User, administrator: User
) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("nej"))
    write = f"{PAGE}{small.member('01').pk}/{small.member('rss-norr').pk}/handlingsplan/"
    for address in (PAGE, write):
        answers = [
            signed_in(user).get(address).status_code for user in (coordinator, region_signer, administrator)
        ]
        assert answers == [404, 404, 404]
        assert client.get(address).status_code == 302


def test_the_page_costs_the_same_however_many_there_are(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    region("01", handlingsplan=Chosen("ja"))
    rss("rss-norr", handlingsplan=Chosen("nej"))
    region("02", handlingsplan=Chosen("ja"))
    rss("rss-tom", handlingsplan=Chosen("nej"))
    client = signed_in(officer)
    with django_assert_num_queries(6):
        client.get(PAGE)
