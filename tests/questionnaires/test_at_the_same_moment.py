"""What two people do at the same moment on PostgreSQL: the second meets what the first has done."""

from datetime import date

import pytest

from accounts.models import Role
from accounts.services import system_user
from exports.models import Publication
from exports.services import publish_round
from questionnaires.answers import Chosen
from questionnaires.models import AggregateVersion, Response, Step, Submission
from questionnaires.selectors.coordinator.report_to_check import report_to_check
from questionnaires.services.aggregates import submit_aggregate
from questionnaires.services.corrections import follow_correction
from questionnaires.services.extensions import grant_extension
from questionnaires.services.responses import submit_response
from questionnaires.services.review import approve_response
from questionnaires.services.rounds import close_round, mark_published
from tests import country as small
from tests.engines.meanwhile import meanwhile, played
from tests.pages import answering
from tests.pages import country as pages

pytestmark = pytest.mark.journey

CLOSED = "Refused: Insamlingen 2030 är stängd."


def close() -> None:
    close_round(year=2030, by=system_user())


# ---- What comes while a round is closed ----


def saved_while_it_closes(*, is_begun: bool) -> object:
    small.make_country()
    desk = answering.desk_2030()
    if is_begun:
        desk.save({"projekt": Chosen("ja")}, desk.anna)
    client = desk.client(desk.anna)

    def save() -> object:
        posted = {"exempel": "Ett", "exempel:v": "0."}
        return client.post(desk.autosave, posted, SERVER_NAME="localhost").status_code

    told = meanwhile(close, save)
    cells = [sorted(each.cells) for each in Response.objects.filter(key="kommun-2030")]
    return [told, cells]


def saved_first() -> object:
    return saved_while_it_closes(is_begun=False)


def saved_later() -> object:
    return saved_while_it_closes(is_begun=True)


def test_a_save_that_waited_for_the_round_to_close_is_refused(server_database: str) -> None:
    assert played(server_database, saved_later) == ["409", [["projekt"]]]


def test_who_begins_while_the_round_closes_has_begun_nothing(server_database: str) -> None:
    assert played(server_database, saved_first) == ["409", []]


def submitted_while_it_closes() -> object:
    small.make_country()
    alby = small.answered("0101")
    sent = lambda: submit_response(response=alby, signed_name="Anna Ek", by=system_user())  # noqa: E731
    return [meanwhile(close, sent), Submission.objects.count()]


def test_a_submission_that_waited_for_the_round_to_close_is_refused(server_database: str) -> None:
    told, submissions = played(server_database, submitted_while_it_closes)
    assert told.startswith(CLOSED)
    assert submissions == 0


def approved_in_a_published_round() -> object:
    """The RSS hasn't sent in, so it may still approve: what is published meanwhile doesn't keep it from that."""
    small.make_country()
    alby = small.submitted("0101")
    told = meanwhile(close, lambda: approve_response(response=alby, by=system_user()))
    return [told, Step.objects.filter(action="approve").count()]


def test_approving_goes_on_when_the_round_closes_and_waits_for_it(server_database: str) -> None:
    assert played(server_database, approved_in_a_published_round) == ["None", 1]


def saved_before_it_closes() -> object:
    """The other way round: who closes waits for a save that has begun, which is in the round."""
    small.make_country()
    alby = small.answered("0101")
    told = meanwhile(lambda: submit_response(response=alby, signed_name="Anna Ek", by=system_user()), close)
    return [told, Submission.objects.count()]


def test_who_closes_the_round_waits_for_what_is_being_sent_in(server_database: str) -> None:
    assert played(server_database, saved_before_it_closes) == ["None", 1]


def given_days_while_it_is_published() -> object:
    small.make_country()
    close()
    region, officer = (
        small.member("01"),
        small.person("Nora Lind", Role.OFFICER),
    )

    def extend() -> object:
        return grant_extension(
            member=region, key="region-2030", until=date(2031, 5, 1), reason="Sjukdom", by=officer
        )

    return meanwhile(lambda: mark_published(year=2030, by=officer), extend)


def test_more_time_isnt_given_in_a_round_that_is_being_published(server_database: str) -> None:
    assert (
        played(server_database, given_days_while_it_is_published)
        == "Refused: Insamlingen 2030 är publicerad."
    )


# ---- What is sent in while it goes on to a corrected questionnaire ----


def submitted_while_it_is_corrected() -> object:
    small.make_country()
    alby = small.answered("0101")
    corrected = small.publish("kommun-2030", old="Arbetet", new="Vårt arbete")
    told = meanwhile(
        lambda: follow_correction(response=alby, questionnaire=corrected, by=system_user()),
        lambda: submit_response(response=alby, signed_name="Anna Ek", by=system_user()),
    )
    return [told, Submission.objects.get().questionnaire.version]


def test_who_sends_in_while_a_colleague_goes_on_to_the_corrected_questionnaire_answers_that(
    server_database: str,
) -> None:
    assert played(server_database, submitted_while_it_is_corrected) == [
        "kommun-2030: Alby 2030, inlämning 1",
        2,
    ]


# ---- What an RSS signs ----


def own_answer_changed_while_it_is_signed() -> object:
    small.make_country()
    rss = small.member("rss-norr")
    small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("ja")})
    seen = report_to_check(rss).mark

    def sign() -> object:
        return submit_aggregate(rss=rss, signed_name="Karin Björk", by=system_user(), seen=seen)

    told = meanwhile(lambda: small.save("rss-2030", "rss-norr", {"handlingsplan": Chosen("nej")}), sign)
    return [told, AggregateVersion.objects.count()]


def test_an_rss_signs_no_answer_of_its_own_that_changed_after_it_was_read(server_database: str) -> None:
    told, versions = played(server_database, own_answer_changed_while_it_is_signed)
    assert told.startswith("Refused: Något har ändrats sedan du öppnade sidan.")
    assert versions == 0


# ---- Two officers who publish ----


def published_twice(*, second_is_final: bool) -> object:
    pages.make_working_edition()
    close()
    officer = small.person("Nora Lind", Role.OFFICER)

    def publish(*, is_final: bool) -> str:
        publication, is_news = publish_round(year=2030, is_final=is_final, by=officer)
        return f"{publication.number}, {is_news}"

    told = meanwhile(lambda: publish(is_final=False), lambda: publish(is_final=second_is_final))
    return [told, list(Publication.objects.order_by("number").values_list("number", "is_final"))]


def published_the_same_twice() -> object:
    return published_twice(second_is_final=False)


def published_both_ways() -> object:
    return published_twice(second_is_final=True)


def test_two_officers_who_publish_the_same_at_once_publish_it_once(server_database: str) -> None:
    assert played(server_database, published_the_same_twice) == ["1, False", [[1, False]]]


def test_two_officers_who_publish_differently_at_once_publish_two_versions(server_database: str) -> None:
    assert played(server_database, published_both_ways) == ["2, True", [[1, False], [2, True]]]
