"""Publishing questionnaires: versions, and what a new one leaves as it was."""

from decimal import Decimal

import pytest

from accounts.services import system_user
from questionnaires.answers import Chosen, Number
from questionnaires.definition import parse_definition
from questionnaires.models import Questionnaire, Round, RoundState, State, Submission
from questionnaires.rules import Refused
from questionnaires.selectors.coordinator.live_aggregate import live_aggregate
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.responses import save_answers, submit_response
from questionnaires.services.review import approve_response
from questionnaires.services.rounds import close_round
from records.models import Event
from tests import country as small
from tests.database import contents

SOURCE = (small.SMALL / "rss-2030.yaml").read_text(encoding="utf-8")


def publish(source: str) -> tuple[Questionnaire, bool]:
    definition = parse_definition(source, file="rss.yaml")
    return publish_questionnaire(definition=definition, source=source, by=system_user())


def test_a_missing_round_is_made_open_for_the_questionnaires_year(country: None) -> None:
    published, is_news = publish(SOURCE.replace("rss-2030", "rss-2031").replace("year: 2030", "year: 2031"))

    assert is_news
    assert (published.key, published.version, published.respondents) == ("rss-2031", 1, "rss")
    assert (published.round.year, published.round.state) == (2031, RoundState.OPEN)
    assert published.round.frame.count() == 9
    event = Event.objects.get(verb="questionnaire_published", round_year=2031)
    assert (event.subject_number, event.details) == (published.pk, {"key": "rss-2031", "version": 1})


def test_without_organisations_nothing_is_published(db: None) -> None:
    system_user()
    before = contents()
    with pytest.raises(Refused, match="Det finns inga organisationer"):
        publish(SOURCE)
    assert contents() == before


@pytest.mark.parametrize(
    "same",
    [
        SOURCE,
        "# En kommentar.\n" + SOURCE,
        SOURCE.replace("key: rss-2030\nyear: 2030\n", "year: 2030\nkey: 'rss-2030'\n"),
        SOURCE.replace("    - {key: ja, text: Ja}\n", "    - text: Ja\n      key: ja\n"),
        SOURCE.replace("title: RSS enkät {year}", "title: RSS enkät 2030"),
    ],
    ids=["as it is", "with a comment", "keys in another order", "written otherwise", "the year in full"],
)
def test_what_asks_the_same_is_no_change(country: None, same: str) -> None:
    before = contents()

    published, is_news = publish(same)

    assert (published.version, is_news) == (1, False)
    assert contents() == before


def test_what_asks_something_else_is_the_next_version_and_the_old_one_stays(country: None) -> None:
    changed = SOURCE.replace("Finns en gemensam plan?", "Finns en gemensam handlingsplan?")

    published, is_news = publish(changed)

    assert (published.version, is_news) == (2, True)
    first = Questionnaire.objects.get(key="rss-2030", version=1)
    assert first.source == SOURCE
    assert first.definition.question("handlingsplan").text == "Finns en gemensam plan?"
    assert published.definition.question("handlingsplan").text == "Finns en gemensam handlingsplan?"


def test_the_order_of_choices_is_a_change(country: None) -> None:
    one, other = "    - {key: ja, text: Ja}\n", "    - {key: nej, text: Nej}\n"
    assert publish(SOURCE.replace(one + other, other + one))[1]


def test_a_key_of_another_year_is_refused(country: None) -> None:
    before = contents()
    with pytest.raises(
        Refused, match=r"Nyckeln rss-2030 hör redan till insamlingen 2030\. Ge enkäten en ny nyckel\."
    ):
        publish(SOURCE.replace("year: 2030", "year: 2031"))
    assert contents() == before


def test_a_key_of_another_kind_of_organisation_is_refused(country: None) -> None:
    with pytest.raises(
        Refused, match=r"Enkäten rss-2030 ställs redan till en annan sorts organisation \(rss\)\."
    ):
        publish(SOURCE.replace("respondents: rss", "respondents: region"))
    assert Questionnaire.objects.filter(key="rss-2030").count() == 1


def test_a_closed_round_takes_no_new_version_but_the_same_is_still_no_change(country: None) -> None:
    close_round(year=2030, by=system_user())
    before = contents()

    assert publish(SOURCE)[1] is False
    with pytest.raises(Refused, match=r"Insamlingen 2030 är stängd och tar inga nya enkäter\."):
        publish(SOURCE.replace("gemensam", "samlad"))

    assert contents() == before


def test_a_draft_round_takes_questionnaires(country: None) -> None:
    Round.objects.update(state=RoundState.DRAFT)
    assert publish(SOURCE.replace("gemensam", "samlad"))[1]


def with_more() -> Questionnaire:
    """Version 2 of the kommuner's questionnaire: one more effort, and only whole persons."""
    return small.publish(
        "kommun-2030",
        old="    - {key: annat, text: Annat, specify: true}\n",
        new="    - {key: vagledning, text: Vägledning}\n    - {key: annat, text: Annat, specify: true}\n",
    )


def test_a_submission_keeps_the_version_that_it_was_given_to(country: None) -> None:
    before = small.submitted("0101").submissions.get()
    newer = with_more()

    kept = Submission.objects.get(pk=before.pk)
    assert kept.questionnaire.version == 1
    assert kept.answers == before.answers
    assert small.response("kommun-2030", "0101").questionnaire.version == 1
    assert small.response("kommun-2030", "0102").questionnaire == newer


def test_a_draft_moves_to_the_new_version_when_somebody_answers_it(country: None) -> None:
    draft = small.answered("0101")
    newer = with_more()

    save_answers(
        response=draft,
        answers={"insatser.vagledning": Chosen("nej")},
        questionnaire=newer,
        by=system_user(),
    )

    assert small.response("kommun-2030", "0101").questionnaire == newer
    assert small.response("kommun-2030", "0101").answers["insatser.team"] == Chosen("nej")


def test_moving_to_a_new_version_without_changing_an_answer_leaves_an_event(country: None) -> None:
    draft = small.answered("0101")
    newer = with_more()

    save_answers(response=draft, answers={}, questionnaire=newer, by=system_user())

    event = Event.objects.filter(subject_kind="response").latest("pk")
    assert (event.verb, event.details) == ("save", {"cells": [], "questionnaire_version": 2})


def test_an_answer_that_a_new_version_has_no_room_for_cant_be_submitted(country: None) -> None:
    draft = small.answered("0101", projekt=Chosen("ja"), personer=Number(Decimal("12.5")))
    newer = small.publish("kommun-2030", old="    max: 1000\n    decimals: 1\n", new="    max: 10\n")
    save_answers(response=draft, answers={}, questionnaire=newer, by=system_user())

    with pytest.raises(Refused) as refused:
        submit_response(response=draft, signed_name="Anna Ek", by=system_user())

    assert str(refused.value).splitlines() == [
        "Fråga 5: 12,5 är för stort. Det får vara högst 10.",
        "Fråga 5: 12,5 har för många decimaler. Det får ha högst 0.",
    ]


def test_tallies_of_both_versions_add_up(country: None) -> None:
    small.approved("0101")
    newer = with_more()
    second = small.response("kommun-2030", "0102")
    save_answers(
        response=second,
        answers=small.KOMMUN_ANSWERS | {"insatser.vagledning": Chosen("initierat")},
        by=system_user(),
    )
    submit_response(response=second, signed_name="Bo Ek", by=system_user())
    approve_response(response=second, by=system_user())

    tally = live_aggregate(small.member("rss-norr")).tallies["kommun-2030"]

    assert second.questionnaire == newer
    assert State(small.response("kommun-2030", "0102").state) == State.APPROVED
    assert tally.respondents == 2
    assert tally.cell("insatser.kontakt").chosen == {"initierat": 2}
    asked_once = tally.cell("insatser.vagledning")
    assert (asked_once.answered, asked_once.not_asked, asked_once.chosen) == (1, 1, {"initierat": 1})
