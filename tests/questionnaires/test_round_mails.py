"""The mails that a round's steps cause: who gets which, in which words, and that no answer is in one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from accounts.models import Organisation, Role, User
from accounts.services import add_member, change_person, system_user
from questionnaires.answers import Chosen
from questionnaires.models import FrameMember, Round
from questionnaires.notifications import Words, mail_round_opened, opening_letters
from questionnaires.notifications.round_mail import about_response, compose
from questionnaires.services.aggregates import accept_aggregate, reopen_aggregate, return_aggregate
from questionnaires.services.mail_texts import change_mail_text
from questionnaires.services.responses import decline_response, submit_response
from questionnaires.services.review import (
    accept_response,
    approve_response,
    reopen_response,
    return_response,
)
from records.jobs import run_job
from records.mail import mails_to, write_letters
from records.models import Job, Mail, MailState
from tests import country as small
from tests.pages.reading import signed_in, words

SECRET = "Hemliga möten på torsdagar"
KEY = "kommun-2030"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_ADDRESS = "https://samsvar.example"
    settings.AGENCY_NAME, settings.CONTACT_EMAIL = "Myndigheten", ""


def written() -> list[tuple[str, str]]:
    """Each mail's kind and recipient, in the order written."""
    return list(Mail.objects.order_by("pk").values_list("kind", "to"))


def alby_path() -> str:
    return f"https://samsvar.example/svar/{small.member('0101').pk}/{KEY}/"


def test_what_is_returned_is_told_to_everybody_who_answers_without_the_reason(
    coordinator: User, respondent: User, colleague: User, stranger: User
) -> None:
    return_response(response=small.submitted("0101"), reason=SECRET, by=coordinator)

    assert written() == [("returned", respondent.email), ("returned", colleague.email)]
    mail = Mail.objects.filter(to=respondent.email).get()
    assert mail.subject == "Behöver kompletteras: Kommunernas enkät 2030"
    assert mail.text == (
        "Hej Anna Ek,\n\n"
        "Karin Björk har granskat Kommunernas enkät 2030 från Alby och ber er komplettera svaret.\n\n"
        "Här står vad som behöver kompletteras. Lämna in igen när ni är klara:\n\n"
        f"{alby_path()}\n\n"
        "Myndigheten\n"
    )
    assert mails_to(respondent.email, organisation=small.organisation("0101").pk) == (mail,)


def test_what_is_approved_and_then_reopened_is_told(coordinator: User, respondent: User) -> None:
    approve_response(response=small.submitted("0101"), by=coordinator)
    reopen_response(response=small.response(KEY, "0101"), reason=SECRET, by=coordinator)
    assert written() == [("approved", respondent.email), ("reopened", respondent.email)]


def test_a_region_hears_that_its_answers_are_received(officer: User, region_signer: User) -> None:
    accept_response(response=small.region_submitted("01"), by=officer)
    assert written() == [("accepted", region_signer.email)]


def test_an_rss_hears_what_becomes_of_its_report_once_and_not_twice(officer: User, coordinator: User) -> None:
    aggregate = small.reported("rss-norr").aggregate
    accept_aggregate(aggregate=aggregate, by=officer)
    reopen_aggregate(aggregate=aggregate, reason="En kommun till.", by=officer)
    assert written() == [("accepted", coordinator.email), ("reopened", coordinator.email)]
    assert "Kommunernas sammanställning och RSS eget svar" in Mail.objects.latest("pk").text


def test_a_returned_report_is_told_to_the_rss(officer: User, coordinator: User) -> None:
    return_aggregate(aggregate=small.reported("rss-norr").aggregate, reason="Se över.", by=officer)
    assert written() == [("returned", coordinator.email)]


@pytest.mark.parametrize("step", [return_aggregate, reopen_aggregate])
def test_the_mail_about_a_report_leads_to_where_it_says_why(
    officer: User, coordinator: User, step: Callable[..., None]
) -> None:
    step(aggregate=small.reported("rss-norr").aggregate, reason="Se över.", by=officer)
    path = f"/samordna/{small.member('rss-norr').pk}/lamna-in/"
    assert f"\nhttps://samsvar.example{path}\n" in Mail.objects.get().text
    assert "Se över." in words(signed_in(coordinator).get(path).content)


def test_a_kommun_that_declines_is_told_to_its_coordinator_without_the_reason(
    coordinator: User, respondent: User, stranger: User, officer: User
) -> None:
    decline_response(response=small.response(KEY, "0101"), reason=SECRET, by=respondent)
    assert written() == [("declined", coordinator.email)]
    assert "Anna Ek har markerat att Alby avstår" in Mail.objects.get().text


def test_who_does_it_herself_gets_no_mail_about_it(coordinator: User, respondent: User) -> None:
    small.person(coordinator.name, Role.SIGNER, "0101")
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    assert written() == [("returned", respondent.email)]


def test_what_a_file_does_is_told_to_nobody(coordinator: User, respondent: User) -> None:
    small.approved("0101")
    assert written() == []


def test_no_mail_has_an_answer_or_a_reason_in_it(
    coordinator: User, respondent: User, colleague: User
) -> None:
    response = small.answered("0101", insatser__annat=Chosen("forstarkt", SECRET))
    submit_response(response=response, signed_name="Per Ask", by=colleague)
    return_response(response=response, reason=SECRET, by=coordinator)
    submit_response(response=response, signed_name="Per Ask", by=colleague)
    approve_response(response=response, by=coordinator)
    reopen_response(response=response, reason=SECRET, by=coordinator)
    assert {kind for kind, _ in written()} == {"receipt", "returned", "approved", "reopened"}
    assert not Mail.objects.filter(text__contains=SECRET).exists()


def test_an_address_that_rejects_mails_gets_no_more(
    coordinator: User, respondent: User, colleague: User
) -> None:
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    Mail.objects.filter(to=respondent.email).update(state=MailState.REJECTED, reason="550 No such user")
    submit_response(response=small.response(KEY, "0101"), signed_name="Per Ask", by=system_user())
    approve_response(response=small.response(KEY, "0101"), by=coordinator)
    assert [to for kind, to in written() if kind == "approved"] == [colleague.email]


def test_who_reads_english_gets_what_the_round_says_in_english(
    coordinator: User, respondent: User, officer: User
) -> None:
    change_person(user=respondent, name=respondent.name, phone="", language="en", by=respondent)
    words = Words("Please complete {titel}", "{namn}, by {sista_svarsdag}: {adress}")
    change_mail_text(round_=Round.objects.get(), kind="returned", language="en", words=words, by=officer)
    return_response(response=small.submitted("0101"), reason="Se över.", by=coordinator)
    mail = Mail.objects.get()
    assert (mail.subject, mail.text) == (
        "Please complete Kommunernas enkät 2030",
        f"Anna Ek, by 31 March 2031: {alby_path()}\n",
    )


def test_a_trial_says_so_before_the_subject(coordinator: User, respondent: User, colleague: User) -> None:
    response = small.answered("0101")
    Round.objects.update(is_trial=True)
    submit_response(response=response, signed_name="Per Ask", by=colleague)
    return_response(response=response, reason="Se över.", by=coordinator)
    assert [mail.subject for mail in Mail.objects.filter(to=colleague.email).order_by("pk")] == [
        "[Prov] Kvittens: Kommunernas enkät 2030 från Alby",
        "[Prov] Behöver kompletteras: Kommunernas enkät 2030",
    ]


def test_a_trials_subject_says_so_once(respondent: User) -> None:
    response = small.answered("0101")
    response.respondent.round.is_trial = True
    about = replace(about_response(response), title="Prov: Kommunernas enkät")
    words = compose(Words("Öppet: {titel}", "{titel}"), about, name="Anna", language="sv", sender="Nora")
    assert words == ("[Prov] Öppet: Kommunernas enkät", "Prov: Kommunernas enkät\n")


def test_a_round_that_opens_writes_once_to_everybody_who_should_answer(
    respondent: User, colleague: User, stranger: User, coordinator: User, region_signer: User, officer: User
) -> None:
    small.person("Anna Ek", Role.SIGNER, "0102")
    mail_round_opened(Round.objects.get(), officer)
    assert written() == []
    run_job(Job.objects.get(kind="round_opened").pk)
    assert Job.objects.get(kind="round_opened").result == {"mails": 6}
    assert sorted(Mail.objects.values_list("to", "organisation_number")) == sorted(
        (person.email, small.organisation(code).pk)
        for person, code in (
            (respondent, "0101"),
            (respondent, "0102"),
            (colleague, "0101"),
            (stranger, "0201"),
            (coordinator, "rss-norr"),
            (region_signer, "01"),
        )
    )
    assert Mail.objects.filter(to=stranger.email).get().subject == (
        "Insamlingen har öppnat: Kommunernas enkät 2030"
    )


def test_a_whole_country_is_written_to_in_few_queries(officer: User, coordinator: User) -> None:
    rss, round_ = small.organisation("rss-norr"), Round.objects.get()
    for number in range(100):
        names = {"name": f"K{number}", "report_name": f"K{number}"}
        kommun = Organisation.objects.create(kind="kommun", code=f"9{number:03}", rss=rss, **names)
        FrameMember.objects.create(
            round=round_, organisation=kommun, kind="kommun", code=kommun.code, rss=rss, **names
        )
        email = f"k{number}@kommun.example"
        add_member(email=email, name="Anna Ek", organisation=kommun, role=Role.SIGNER, by=officer)
    with CaptureQueriesContext(connection) as asked:
        letters = opening_letters(round_, by=officer)
        write_letters(letters, by=officer)
    assert len(letters) == 101
    assert len(asked) <= 12
