"""Whatever an RSS's kommuner answer and its coordinators write: page, version and tables count the same."""

from decimal import Decimal

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, ChosenSet, Number, Special
from questionnaires.counts.direct import as_posted
from questionnaires.counts.tally import from_json
from questionnaires.models import Aggregate, Submission
from questionnaires.selectors.coordinator.aggregate import kommun_versions, rss_counts
from questionnaires.services.aggregates import reopen_aggregate
from questionnaires.services.direct_counts import save_direct_counts
from questionnaires.services.responses import submit_response
from questionnaires.services.review import reopen_response
from questionnaires.services.summaries import Written, save_summaries
from tests import country as small
from tests.examples import examples

KEY = "kommun-2030"
CODES = ("0101", "0102", "0103")
ANSWERS: st.SearchStrategy[dict[str, Answer | None]] = st.fixed_dictionaries(
    {
        "projekt": st.sampled_from(["ja", "nej"]).map(Chosen),
        "insatser__kontakt": st.sampled_from(["initierat", "forstarkt", "nej"]).map(Chosen),
        "grupper": st.sampled_from(
            [None, ChosenSet(("barn",)), ChosenSet(("ingen",)), ChosenSet(("barn", "aldre"))]
        ),
        "personer": st.integers(0, 1000).map(lambda number: Number(Decimal(number) / 10))
        | st.just(Special("kan_inte_uppskattas"))
        | st.none(),
    }
)


def recount(code: str) -> dict[str, object]:
    """The newest submission's answers, read straight from the table."""
    return dict(Submission.objects.filter(response__respondent__code=code).latest("number").answers)


@settings(
    max_examples=examples(15),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    given_answers=st.dictionaries(st.sampled_from(CODES), ANSWERS, min_size=1),
    text=st.text(st.characters(codec="utf-8", categories=("L", "N", "Zs")), max_size=20),
)
def test_page_version_and_entered_counts_are_one_recount(
    country: None, given_answers: dict[str, dict[str, Answer | None]], text: str
) -> None:
    with transaction.atomic():
        for code, answers in given_answers.items():
            small.approved(code, **answers)
        rss = small.member("rss-norr")
        save_summaries(rss=rss, key=KEY, written=[Written("exempel", text, None)], by=system_user())
        page = rss_counts(rss, KEY, kommun_versions(rss))
        version = small.reported("rss-norr")
        stored = from_json(version.tallies[KEY])
        said = [recount(code) for code in given_answers]

        assert page.tally == stored
        assert page.counted == len(said) == version.counted_submissions.count()
        for choice in ("ja", "nej"):
            by_hand = sum(each["projekt"] == {"choice": choice} for each in said)
            assert stored.cell("projekt").chosen.get(choice, 0) == by_hand
        numbers = [
            Decimal(str(each["personer"]["number"]))  # type: ignore[index]  # a stored number
            for each in said
            if "number" in str(each.get("personer"))
        ]
        assert (stored.cell("personer").numbers, stored.cell("personer").total) == (
            len(numbers),
            sum(numbers),
        )
        assert version.summaries == ({KEY: {"exempel": text.strip()}} if text.strip() else {})

        enter_the_same(given_answers)
        entered = small.reported("rss-norr")
        assert (entered.tallies, entered.counted) == (version.tallies, version.counted)
        assert (entered.direct, entered.summaries) == ([KEY], version.summaries)
        transaction.set_rollback(True)


def enter_the_same(given_answers: dict[str, dict[str, Answer | None]]) -> None:
    """The kommuner's answers wait to be approved, and the RSS enters what they made together."""
    rss = small.member("rss-norr")
    counts = rss_counts(rss, KEY, kommun_versions(rss))
    reopen_aggregate(aggregate=Aggregate.objects.get(rss=rss), reason="Direkt", by=system_user())
    for code in given_answers:
        response = small.response(KEY, code)
        reopen_response(response=response, reason="Direkt", by=system_user())
        submit_response(response=response, signed_name="Anna Ek", by=system_user())
    posted = as_posted(counts.definition, counts.tally)
    problems = save_direct_counts(
        rss=rss, key=KEY, definition=counts.definition, posted=posted, read=None, by=system_user()
    )
    assert problems == ()
