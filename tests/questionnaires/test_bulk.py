"""Approving several kommuner at once."""

from accounts.models import User
from questionnaires.answers import Chosen
from questionnaires.models import Response, State
from questionnaires.selectors.coordinator.board.board import Wanted
from questionnaires.selectors.coordinator.board.chosen import chosen_to_approve, chosen_to_remind
from questionnaires.selectors.coordinator.coordinated import coordinated_rss
from questionnaires.services.bulk import approve_responses
from questionnaires.services.responses import take_back_response
from tests import country as small

KEY = "kommun-2030"


def states() -> list[str]:
    return [small.response(KEY, code).state for code in ("0101", "0102", "0103")]


def test_each_is_approved_by_itself_and_who_is_refused_is_named(coordinator: User) -> None:
    sent, draft = small.submitted("0101"), small.answered("0102")
    silent = Response(respondent=small.member("0103"), key=KEY)
    approved = approve_responses(seen=[(draft, 1), (silent, 0), (sent, 1)], by=coordinator)
    assert [each.name for each in approved.done] == ["Alby"]
    assert [(each.name, why) for each, why in approved.refused] == [
        ("Berga", "Svaret kan inte godkännas: det har läget ”Påbörjad”."),
        ("Cedra", "Kommunen har inte lämnat in något svar."),
    ]
    assert states() == [State.APPROVED, State.DRAFT, State.NOT_STARTED]


def test_an_answer_that_came_in_again_since_it_was_seen_isnt_approved(
    coordinator: User, colleague: User
) -> None:
    seen = small.submitted("0101")
    take_back_response(response=seen, by=colleague)
    small.submitted("0101", projekt=Chosen("ja"))
    approved = approve_responses(seen=[(seen, 1)], by=coordinator)
    assert [why for _kommun, why in approved.refused] == [
        "Kommunen har lämnat in ett nytt svar sedan du öppnade sidan. Läs det först."
    ]
    assert states()[0] == State.SUBMITTED


def test_anothers_kommun_is_refused(coordinator: User) -> None:
    approved = approve_responses(seen=[(small.submitted("0201"), 1)], by=coordinator)
    assert [why for _kommun, why in approved.refused] == ["Du har inte behörighet att göra det här för Åby."]


def test_nothing_is_approved_once_the_report_is_in(coordinator: User) -> None:
    sent = small.submitted("0101")
    small.reported("rss-norr")
    norr = coordinated_rss(coordinator, small.member("rss-norr").pk)
    (alby, *_others) = chosen_to_approve(norr, KEY, Wanted(), None).chosen
    assert alby.reason == (
        "Ni har lämnat in sammanställningen, och den är låst. En nationell handläggare kan låsa upp den för en ny "
        "version."
    )
    assert [why for _kommun, why in approve_responses(seen=[(sent, 1)], by=coordinator).refused] == [
        "RSS har lämnat in sin sammanställning (Inlämnad). En nationell handläggare kan låsa upp den för en ny "
        "version."
    ]


def test_what_is_said_beforehand_is_what_happens(coordinator: User, respondent: User) -> None:
    small.submitted("0101")
    small.answered("0102")
    norr = coordinated_rss(coordinator, small.member("rss-norr").pk)
    to_approve = chosen_to_approve(norr, KEY, Wanted(), None)
    assert [(each.member.name, each.number) for each in to_approve.done] == [("Alby", 1)]
    assert to_approve.left_out == {
        "Svaret kan inte godkännas: det har läget ”Påbörjad”.": ("Berga",),
        "Svaret kan inte godkännas: det har läget ”Inte påbörjad”.": ("Cedra",),
    }
    assert to_approve.number_left_out == 2
    to_remind = chosen_to_remind(norr, KEY, Wanted(), None)
    assert list(to_remind.left_out) == [
        "Alby har redan lämnat in.",
        "Berga har ingen som kan få mejl. Bjud in någon först.",
        "Cedra har ingen som kan få mejl. Bjud in någon först.",
    ]


def test_only_the_rss_own_kommuner_can_be_chosen(coordinator: User) -> None:
    norr = coordinated_rss(coordinator, small.member("rss-norr").pk)
    numbers = {small.member("0102").pk, small.member("0201").pk}
    for choose in (chosen_to_approve, chosen_to_remind):
        assert [each.member.name for each in choose(norr, KEY, Wanted(), numbers).chosen] == ["Berga"]
