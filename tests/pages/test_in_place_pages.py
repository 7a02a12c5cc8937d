"""Mending and entering in a kommun's place, and objecting to it, on the pages of both sides."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from accounts.services import add_member, system_user
from questionnaires.answers import Chosen, Number
from questionnaires.documents.receipt import receipt_of
from questionnaires.models import Response, Side, Thread
from questionnaires.services.in_place import enter_response, mend_response, take_over_response
from questionnaires.services.responses import save_answers, submit_response, take_back_response
from questionnaires.services.review import approve_response
from tests import country as small
from tests.pages.answering import page_of
from tests.pages.reading import signed_in, words
from tests.pages.reviewing import address, alby, read, send_back

pytestmark = pytest.mark.django_db


def own(name: str, *more: object) -> str:
    """An address under /svar/ of Alby's."""
    return reverse(name, args=(small.member("0101").pk, "kommun-2030", *more))


def form_of(client: Client, question: str) -> dict[str, list[str]]:
    """What the page that mends a question would post, nothing touched."""
    html = client.get(address("review_mend", question)).content
    return page_of(html.replace(b'<form method="post" class="answering"', b'<form id="svar"'))


def mended(by: User) -> None:
    small.submitted("0101")
    mend_response(
        response=alby(),
        question="personer",
        answers={"personer": Number(Decimal(125))},
        reason="Kommat stod fel.",
        by=by,
    )


# ---- Mending ----


def test_a_question_is_mended_on_a_page_of_its_own(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    assert address("review_mend", "personer") in client.get(address()).content.decode()
    page = form_of(client, "personer")
    assert {name.partition(":")[0] for name in page} == {"read", "personer", "reason"}
    assert page["personer"] == ["12,5"]
    sent = client.post(
        address("review_mend", "personer"), page | {"personer": ["125"], "reason": ["Kommat stod fel."]}
    )
    assert sent["Location"] == f"{address()}#fraga-personer"
    shown = read(coordinator)
    assert "Inlämning 2," in shown
    assert "Rättad av samordnaren (Karin Björk" in shown
    assert "Skäl: Kommat stod fel." in shown
    assert "Svar 125 Anmärkning ✎ Ändrat" in shown


def test_a_grid_is_mended_row_by_row(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    page = form_of(client, "insatser") | {"insatser.team": ["forstarkt"], "reason": ["Se mejlet."]}
    client.post(address("review_mend", "insatser"), page)
    assert alby().answers["insatser.team"] == Chosen("forstarkt")
    assert alby().answers["insatser.kontakt"] == Chosen("initierat")


def test_what_cant_be_mended_so_stands_as_it_was_written(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    page = form_of(client, "personer") | {"personer": ["många"], "reason": ["Se mejlet."]}
    html = client.post(address("review_mend", "personer"), page).content.decode()
    assert "<title>Fel: Rätta svaret" in html
    assert 'value="många"' in html
    assert "Se mejlet.</textarea>" in html
    without = client.post(address("review_mend", "personer"), page | {"reason": [""]}).content.decode()
    assert "Skriv varför." in words(without.encode())
    assert alby().submissions.count() == 1


def test_what_is_back_at_the_kommun_isnt_mended_and_the_page_says_so(coordinator: User) -> None:
    small.submitted("0101")
    client = signed_in(coordinator)
    page = form_of(client, "personer") | {"personer": ["125"], "reason": ["Se mejlet."]}
    send_back(coordinator)
    shown = words(client.post(address("review_mend", "personer"), page, follow=True).content)
    assert "Svaret kan inte rättas: det har läget ”Behöver kompletteras”." in shown


def test_the_page_that_mends_offers_nothing_else(coordinator: User) -> None:
    small.submitted("0101")
    html = signed_in(coordinator).get(address("review_mend", "insatser")).content.decode()
    assert "Visa ändringar" not in html
    assert "Kommentera" not in html
    assert 'name="fill"' not in html


def test_the_kommun_sees_that_it_was_mended_why_and_what(coordinator: User, respondent: User) -> None:
    mended(coordinator)
    client = signed_in(respondent)
    for page in (own("task_list"), own("submission", 2), own("receipt", 2), own("object")):
        shown = words(client.get(page).content)
        assert "Rättad av samordnaren (Karin Björk" in shown, page
        assert "Skäl: Kommat stod fel." in shown, page
    assert "5. Hur många personer? 12,5 125" in words(client.get(own("object")).content)


def test_the_kommun_objects_the_coordinator_answers_and_the_kommun_closes(
    coordinator: User, respondent: User
) -> None:
    mended(coordinator)
    kommun, karin = signed_in(respondent), signed_in(coordinator)
    assert f'<a href="{own("object")}">Invänd</a>' in kommun.get(own("task_list")).content.decode()
    empty = kommun.post(own("object"), {"text": " "}).content.decode()
    assert '<a href="#invandning">Skriv en kommentar först.</a>' in empty
    sent = words(kommun.post(own("object"), {"text": "Det var rätt."}, follow=True).content)
    assert "Invändningen är skickad till samordnaren." in sent
    assert "Invändning Öppen Anna Ek" in sent
    assert own("object") not in kommun.get(own("task_list")).content.decode()
    review = words(karin.get(address()).content)
    assert "Alby har invänt mot det du har lämnat in" in review
    assert "Godkänn" not in review.replace("godkännas", "")
    thread = Thread.objects.get().pk
    assert "Alby har invänt" in words(karin.post(address("review_approve"), {"read": "2"}).content)
    karin.post(address("review_comment_answer", thread), {"text": "Då rättar jag igen."})
    kommun.post(own("comment_close", thread))
    assert "Godkänn" in words(karin.get(address()).content)


def test_who_is_on_both_sides_speaks_on_the_side_of_the_page_that_she_is_on(coordinator: User) -> None:
    """In Gotland the same person can answer for the kommun and coordinate the RSS."""
    add_member(
        email=coordinator.email,
        name=coordinator.name,
        organisation=small.organisation("0101"),
        role=Role.SIGNER,
        by=system_user(),
    )
    mended(coordinator)
    client = signed_in(coordinator)
    client.post(address("review_comments"), {"text": "Stämmer det?"})
    asked = Thread.objects.get()
    client.post(own("comment_answer", asked.pk), {"text": "Nej."})
    assert [each.side for each in asked.comments.order_by("pk")] == [Side.RECEIVER, Side.OWN]
    client.post(own("object"), {"text": "Det var rätt."})
    objection = Thread.objects.get(is_objection=True)
    refused = words(client.post(address("review_comment_close", objection.pk)).content)
    assert "Bara den sida som började samtalet kan avsluta det." in refused
    assert "har invänt" in words(client.post(address("review_approve"), {"read": "2"}).content)
    client.post(own("comment_close", objection.pk))
    assert client.post(address("review_approve"), {"read": "2"}).status_code == 302


# ---- Entering ----


def entering(by: User) -> Client:
    enter_response(response=alby(), by=by)
    return signed_in(by)


def test_the_coordinator_enters_and_sends_in_on_the_kommuns_pages(
    coordinator: User, respondent: User
) -> None:
    client = signed_in(coordinator)
    assert "Fyll i åt kommunen" in words(client.get(address()).content)
    started = client.post(address("review_enter"))
    assert started["Location"] == own("task_list")
    page = page_of(client.get(own("section", "antal")).content) | {"personer": ["12,5"]}
    client.post(own("section", "antal"), page)
    assert "Du fyller i åt Alby" in words(client.get(own("section", "antal")).content)
    save_answers(response=alby(), answers=small.KOMMUN_ANSWERS, by=coordinator)
    check = words(client.get(own("check")).content)
    assert "Varför lämnar du in åt kommunen?" in check
    signature = {"signed_name": "Karin Björk", "signed_title": "RSS Norr", "submit": "1"}
    refused = client.post(own("check"), signature).content.decode()
    assert "Skriv varför du lämnar in åt kommunen" in refused
    sent = client.post(own("check"), signature | {"reason": "Svaret kom med e-post 12 mars."})
    assert sent["Location"] == own("receipt", 1)
    assert "Ifylld av samordnaren (Karin Björk" in words(client.get(own("receipt", 1)).content)
    theirs = words(signed_in(respondent).get(own("task_list")).content)
    assert "Ifylld av samordnaren (Karin Björk" in theirs
    assert "Samordnaren i RSS Norr har lämnat in svaret åt er." in theirs


def test_the_kommun_reads_and_takes_over_and_the_coordinator_sees_no_more(
    coordinator: User, respondent: User
) -> None:
    client = entering(coordinator)
    small.save("kommun-2030", "0101", {"projekt": Chosen("ja")}, by=coordinator)
    kommun = signed_in(respondent)
    start = words(kommun.get(reverse("start")).content)
    assert "Samordnaren i RSS fyller i svaret åt er." in start
    page = words(kommun.get(own("task_list")).content)
    assert "Samordnaren i RSS Norr fyller i svaret åt er. Ni kan ta över och svara själva." in page
    assert kommun.get(own("check")).status_code == 200
    taken = words(kommun.post(own("take_over"), follow=True).content)
    assert "Nu svarar ni själva." in taken
    for name, more in (("task_list", ()), ("check", ()), ("section", ("arbete",))):
        assert client.get(own(name, *more)).status_code == 404
    posted = client.post(own("autosave"), {"projekt": "nej", "projekt:v": "1."})
    assert posted.status_code == 404
    assert alby().answers["projekt"] == Chosen("ja")


def test_a_coordinator_in_place_talks_as_a_coordinator_and_invites_nobody(coordinator: User) -> None:
    client = entering(coordinator)
    assert client.get(own("comments"))["Location"] == address("review_comments")
    for name in ("colleagues", "decline", "take_over", "object"):
        assert client.get(own(name)).status_code == 404
    page = words(client.get(own("task_list")).content)
    assert "bjud in kollegor" not in page
    assert "Avstå" not in page


def test_what_the_kommun_answered_before_isnt_seen(coordinator: User, respondent: User) -> None:
    """It answered, sent in, took back and emptied everything: that stays its own."""
    secret = Chosen("forstarkt", "Hemligt arbetssätt")
    small.submitted("0101", insatser__annat=secret)
    take_back_response(response=alby(), by=system_user())
    save_answers(response=alby(), answers=dict.fromkeys(alby().answers), by=respondent)
    client = entering(coordinator)
    for name, more in (
        ("task_list", ()),
        ("changes", ("arbete", "insatser")),
        ("check", ()),
        ("section", ("arbete",)),
    ):
        page = client.get(own(name, *more))
        assert page.status_code == 200
        assert "Hemligt" not in page.content.decode()
    assert client.get(own("submission", 1)).status_code == 404
    assert client.get(own("receipt", 1)).status_code == 404


@pytest.mark.parametrize("who", ["officer", "administrator", "stranger", "region_signer", "other"])
def test_in_place_lets_nobody_else_in(request: pytest.FixtureRequest, coordinator: User, who: str) -> None:
    entering(coordinator)
    other = small.person("Ulf Ström", Role.COORDINATOR, "rss-ass")
    client = signed_in(other if who == "other" else request.getfixturevalue(who))
    for name in ("task_list", "check", "take_over", "object"):
        assert client.get(own(name)).status_code == 404
    assert client.get(address("review_enter")).status_code == 404
    assert client.get(address("review_mend", "personer")).status_code == 404


def test_after_taking_over_the_kommuns_submission_is_its_own(coordinator: User, colleague: User) -> None:
    entering(coordinator)
    save_answers(response=alby(), answers=small.KOMMUN_ANSWERS, by=coordinator)
    take_over_response(response=alby(), by=colleague)
    submit_response(response=alby(), signed_name="Per Ask", by=colleague)
    assert Response.objects.get(pk=alby().pk).submissions.get().in_place == ""
    assert "samordnaren" not in read(coordinator).partition("Historik")[0]


def test_the_receipt_to_keep_says_who_sent_in_and_why(coordinator: User, respondent: User) -> None:
    mended(coordinator)
    made = receipt_of(alby().submissions.select_related("questionnaire").get(number=2), small.member("0101"))
    assert (made.in_place, made.in_place_reason) == ("Rättad av samordnaren", "Kommat stod fel.")
    pdf = signed_in(respondent).get(own("receipt_pdf", 2))
    assert pdf.content.startswith(b"%PDF")


# ---- Objecting to what is approved ----


def test_what_an_objection_leads_to_is_told_as_it_is(coordinator: User, respondent: User) -> None:
    mended(coordinator)
    client = signed_in(respondent)
    asked = "Svaret kan inte godkännas förrän ni har avslutat invändningen."
    assert asked in words(client.get(own("object")).content)
    approve_response(response=alby(), by=coordinator)
    approved = words(client.get(own("object")).content)
    assert "Svaret är redan godkänt och räknas i sammanställningen." in approved
    assert asked not in approved
    small.reported("rss-norr")
    reported = words(client.get(own("object")).content)
    assert "En rättelse kommer med först i nästa version, när sammanställningen har låsts upp." in reported


def test_before_it_reports_an_rss_reads_which_counted_kommuner_object(
    coordinator: User, respondent: User
) -> None:
    mended(coordinator)
    approve_response(response=alby(), by=coordinator)
    page = reverse("report", args=(small.member("rss-norr").pk,))
    assert "invänder" not in words(signed_in(coordinator).get(page).content)
    signed_in(respondent).post(own("object"), {"text": "Det var rätt."})
    assert "Alby invänder mot det svar som räknas" in words(signed_in(coordinator).get(page).content)
