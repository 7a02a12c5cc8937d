"""The list of who has sent in, which an officer can show to everybody."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.services import system_user
from questionnaires.models import Round
from questionnaires.rules import Refused
from questionnaires.services.responses import decline_response
from questionnaires.services.review import return_response
from questionnaires.services.submitted_list import show_submitted_list
from records.models import Event
from tests import country as small
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db

LIST = "/insamling/2030/inlamnade/"
SWITCH = f"{LIST}visning/"


def listed() -> str:
    """What the list says to somebody who isn't signed in."""
    return words(Client().get(LIST).content)


def test_nobody_but_officers_reads_the_list_before_one_has_shown_it(
    client: Client, officer: User, respondent: User
) -> None:
    assert client.get(LIST).status_code == 404
    assert signed_in(respondent).get(LIST).status_code == 404
    assert "Bara nationella handläggare ser den här sidan nu." in words(signed_in(officer).get(LIST).content)


def test_an_officer_shows_the_list_to_everybody_and_hides_it_again(client: Client, officer: User) -> None:
    there = signed_in(officer).post(SWITCH, {"visa": "1"}, follow=True)
    assert "Nu kan alla läsa listan." in words(there.content)
    assert client.get(LIST).status_code == 200
    assert '<a href="/insamling/2030/inlamnade/">' in client.get("/").content.decode()
    there = signed_in(officer).post(SWITCH, {"visa": "0"}, follow=True)
    assert "Nu är listan dold." in words(there.content)
    assert client.get(LIST).status_code == 404
    assert "inlamnade" not in client.get("/").content.decode()
    verbs = list(Event.objects.filter(verb__startswith="submitted_list").values_list("verb", "by_name"))
    assert verbs == [("submitted_list_shown", "Nora Lind"), ("submitted_list_hidden", "Nora Lind")]


def test_everybody_reads_who_has_sent_in_and_how_many_kommuner(country: None, officer: User) -> None:
    show_submitted_list(round_=Round.objects.get(), shown=True, by=officer)
    small.region_submitted("01")
    small.approved("0101")
    small.submitted("0102")
    small.answered("0103")
    decline_response(response=small.save("kommun-2030", "0201", {}), reason="Nej.", by=system_user())
    small.reported("rss-norr")
    said = listed()
    assert "Norr ● Inlämnad" in said.partition("RSS och deras")[0]
    assert "Åland ○ Saknas" in said
    norr, _, others = said.partition("RSS och deras")[2].partition("Tom")
    assert "Norr ● Inlämnad" in norr
    assert norr.endswith("2 av 3 ")
    assert others == " ○ Saknas Åss ○ Saknas 0 av 1"


def test_what_was_returned_is_missing_until_it_comes_again(country: None, officer: User) -> None:
    show_submitted_list(round_=Round.objects.get(), shown=True, by=officer)
    return_response(response=small.region_submitted("01"), reason="Hemlig anledning", by=officer)
    assert "Norr ○ Saknas" in listed()
    assert "Hemlig" not in listed()


def test_the_list_names_no_kommun_and_nobody(country: None, officer: User, region_signer: User) -> None:
    show_submitted_list(round_=Round.objects.get(), shown=True, by=officer)
    small.region_submitted("01")
    small.approved("0101")
    said = listed()
    names = ("Alby", "Berga", "Cedra", "Åby", "Rolf", "Anna", "Nora")
    assert [name for name in names if name in said] == []


def test_only_an_officer_can_show_the_list(country: None, respondent: User, administrator: User) -> None:
    for by in (respondent, administrator):
        with pytest.raises(Refused, match="Bara nationella handläggare"):
            show_submitted_list(round_=Round.objects.get(), shown=True, by=by)


def test_a_trial_has_no_list(country: None, officer: User) -> None:
    Round.objects.update(is_trial=True)
    with pytest.raises(Refused, match="Ett prov har ingen lista"):
        show_submitted_list(round_=Round.objects.get(), shown=True, by=officer)
    assert signed_in(officer).get("/insamling/2030-prov/inlamnade/").status_code == 404


def test_showing_what_is_shown_leaves_no_event(country: None, officer: User) -> None:
    for _ in range(2):
        show_submitted_list(round_=Round.objects.get(), shown=True, by=officer)
    assert Event.objects.filter(verb="submitted_list_shown").count() == 1
