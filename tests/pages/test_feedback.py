"""What those who answered get back when a round is published."""

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.models import Aggregate, Round
from questionnaires.selectors.feedback import kommun_feedback, region_feedback
from questionnaires.services.aggregates import accept_aggregate, reopen_aggregate, return_aggregate
from questionnaires.services.review import reopen_response
from questionnaires.services.rounds import close_round, mark_published
from questionnaires.swedish import percent
from tests import country as small
from tests.exports.reading_expected import expected_table
from tests.pages.reading import signed_in, words

pytestmark = pytest.mark.django_db


def publish(*, accepted: bool = True, words: str = "Digitala möten") -> None:
    """Alby (Initierat) and Berga (Varken eller) of RSS Norr, Åby (Initierat) of RSS Åss, and a region; published."""
    small.approved("0101")
    small.approved("0102", insatser__kontakt=Chosen("nej"), insatser__annat=Chosen("forstarkt", words))
    small.approved("0201")
    for code in ("rss-norr", "rss-ass"):
        aggregate = small.reported(code).aggregate
        if accepted:
            accept_aggregate(aggregate=aggregate, by=system_user())
    small.region_submitted("01")
    close_round(year=2030, by=system_user())
    mark_published(year=2030, by=system_user())


def compared(user: User, code: str = "0101", key: str = "kommun-2030") -> str:
    page = signed_in(user).get(f"/svar/{small.member(code).pk}/{key}/jamfor/")
    return words(page.content).replace("\xa0", " ")


def test_the_overview_of_a_published_round_leads_a_coordinator_to_the_comparison(coordinator: User) -> None:
    rss = small.member("rss-norr").pk
    link = f'href="/samordna/{rss}/kommun-2030/jamfor/">Jämför med riket'
    assert link not in signed_in(coordinator).get(f"/samordna/{rss}/").content.decode()
    publish()
    assert link in signed_in(coordinator).get(f"/samordna/{rss}/").content.decode()


def test_a_kommun_sees_its_answer_beside_its_rss_and_the_country(respondent: User) -> None:
    publish()
    said = compared(respondent)
    assert "RSS Norr : 2 av 3 har svarat Hela landet : 3 av 4 har svarat" in said
    contact = said[said.index("Fast kontakt") :]
    assert contact.startswith(
        "Fast kontakt Ert svar: Initierat Svar RSS Norr Hela landet "
        "Initierat ● ert svar 1 33 % 2 50 % Förstärkt 0 0 % 0 0 % Varken eller 1 33 % 1 25 % Saknas svar 1 33 % 1 25 %"
    )


def test_a_rows_table_is_named_by_its_question_too(respondent: User) -> None:
    publish()
    page = signed_in(respondent).get(f"/svar/{small.member('0101').pk}/kommun-2030/jamfor/").content.decode()
    assert 'role="region" tabindex="0" aria-labelledby="fraga-insatser rad-insatser.kontakt"' in page


def test_every_type_of_question_is_compared(respondent: User) -> None:
    publish()
    said = compared(respondent)
    assert "Annat Ert svar: Förstärkt: Digitala möten" in said
    assert "Ert svar: Barn; Äldre Svar RSS Norr Hela landet Barn ● ert svar 2 67 % 3 75 %" in said
    assert "Ert svar: 12,5" in said
    assert "Summa 25 37,5 Medelvärde 12,5 12,5 Har angett ett tal ● ert svar 2 67 % 3 75 %" in said


def test_nobody_elses_words_are_shown(respondent: User) -> None:
    publish(words="Bergas egna ord")
    said = compared(respondent)
    assert "Bergas egna ord" not in said
    assert [name for name in ("Berga", "Cedra", "Åby") if name in said] == []


def test_a_region_sees_its_answer_beside_all_regions(region_signer: User) -> None:
    publish()
    said = compared(region_signer, "01", "region-2030")
    assert "Alla regioner : 1 av 2 har svarat" in said
    assert "Ert svar: Nej Svar Alla regioner Ja 0 0 % Nej ● ert svar 1 50 % Saknas svar 1 50 %" in said


def test_before_the_round_is_published_there_is_nothing(respondent: User) -> None:
    address = f"/svar/{small.approved('0101').respondent_id}/kommun-2030/jamfor/"
    small.reported("rss-norr")
    close_round(year=2030, by=system_user())
    assert signed_in(respondent).get(address).status_code == 404


def test_an_rss_whose_report_is_not_accepted_is_not_shown(respondent: User) -> None:
    publish(accepted=False)
    said = compared(respondent)
    assert "Sammanställningen från er RSS är inte mottagen" in said
    assert "RSS Norr" not in said.partition("Sammanställningen från er RSS")[2]
    assert "Initierat ● ert svar 2 50 %" in said
    accept_aggregate(aggregate=Aggregate.objects.get(rss=small.member("rss-norr")), by=system_user())
    assert "RSS Norr : 2 av 3 har svarat" in compared(respondent)


def test_a_kommun_that_was_not_counted_sees_the_others(stranger: User, respondent: User) -> None:
    small.submitted("0103")
    publish()
    who = small.person("Cilla Dal", Role.RESPONDENT, "0103")
    said = compared(who, "0103")
    assert "Ert svar räknas inte i det som är publicerat." in said
    assert "Initierat 1 33 % 2 50 %" in said
    assert "Ert svar:" not in said


def test_what_changes_after_the_publication_is_not_shown_before_the_next(
    respondent: User, officer: User
) -> None:
    publish()
    before = compared(respondent)
    aggregate = Aggregate.objects.get(rss=small.member("rss-norr"))
    reopen_aggregate(aggregate=aggregate, reason="Berga är sen.", by=officer)
    reopen_response(response=small.response("kommun-2030", "0101"), reason="Fel tal.", by=system_user())
    small.approved("0101", insatser__kontakt=Chosen("forstarkt"))
    small.reported("rss-norr")
    assert compared(respondent).partition("Talen är de")[2] == before.partition("Talen är de")[2]
    accept_aggregate(aggregate=aggregate, by=officer)
    mark_published(year=2030, by=system_user())
    assert "Förstärkt ● ert svar 1 33 % 1 25 %" in compared(respondent)


def test_a_report_that_was_returned_when_the_round_was_published_counts_for_nothing(
    respondent: User, officer: User
) -> None:
    small.approved("0101")
    return_aggregate(aggregate=small.reported("rss-norr").aggregate, reason="Se över.", by=officer)
    close_round(year=2030, by=system_user())
    mark_published(year=2030, by=system_user())
    assert "Hela landet : 0 av 4 har svarat" in compared(respondent)


def test_small_groups_of_an_rss_are_hidden_where_the_setting_asks_for_it(
    respondent: User, settings: Settings
) -> None:
    settings.SMALLEST_GROUP = 2
    publish()
    assert "Initierat ● ert svar för få för att visas 2 50 %" in compared(respondent)


def test_a_coordinator_sees_her_rss_beside_the_country(coordinator: User) -> None:
    publish()
    page = signed_in(coordinator).get(f"/samordna/{small.member('rss-norr').pk}/kommun-2030/jamfor/")
    said = words(page.content).replace("\xa0", " ")
    assert "Initierat 1 33 % 2 50 %" in said
    assert "Ert svar" not in said


def test_a_stranger_is_told_nothing(stranger: User, officer: User, administrator: User) -> None:
    publish()
    for user in (stranger, officer, administrator):
        address = f"/svar/{small.member('0101').pk}/kommun-2030/jamfor/"
        assert signed_in(user).get(address).status_code == 404


def test_the_start_page_leads_to_it(respondent: User) -> None:
    publish()
    page = signed_in(respondent).get("/svar/").content.decode()
    assert f'href="/svar/{small.member("0101").pk}/kommun-2030/jamfor/"' in page


def test_it_costs_at_most_ten_queries(
    respondent: User, region_signer: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    publish()
    for user, code, key in ((respondent, "0101", "kommun-2030"), (region_signer, "01", "region-2030")):
        client = signed_in(user)
        with django_assert_max_num_queries(10):
            assert client.get(f"/svar/{small.member(code).pk}/{key}/jamfor/").status_code == 200


@pytest.mark.usefixtures("collection_2023")
def test_the_countrys_shares_are_those_of_the_published_tables() -> None:
    call_command("close_round", "2023", verbosity=0)
    call_command("publish_round", "2023", verbosity=0)
    habo = Round.objects.of_year(2023).get().frame.get(code="0643")
    found = kommun_feedback(habo, "kommun-2023")
    assert (found.country.tally.respondents, found.country.frame) == (284, 290)
    shown = {
        cell.text: str(
            percent(
                found.country.tally.chosen_any(cell.name, ("initierat", "forstarkt")), found.country.frame
            )
        )
        for cell in found.definition.cells
        if cell.question.key == "arbetsplats_insatser"
    }
    expected = {row[0]: row[1] for row in expected_table(2023, "appendix-5").cells[1:]}
    assert {name: share for name, share in expected.items() if shown.get(name) != share} == {}
    region = Round.objects.of_year(2023).get().frame.get(kind="region", code="06")
    assert region_feedback(region, "region-2023").country.tally.respondents == 21
