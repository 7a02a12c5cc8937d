"""What a coordinator's pages about a kommun cost, on the collection of 2023: however much is answered and said."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Role
from questionnaires.models import FrameMember, Response, Side
from questionnaires.services.comments import start_comment
from tests import country as small
from tests.pages.reading import signed_in

pytestmark = pytest.mark.django_db

# The session and the user cost two, the roles one, the RSS and the kommun's response one each. Then come the
# threads and what was said in them, the submissions, last time's, and the steps.
PAGES = (("review", 10), ("review_submission", 10), ("review_comments", 7), ("review_return", 10))


@pytest.mark.parametrize(("name", "queries"), PAGES)
def test_what_a_page_about_a_whole_answer_costs(
    collection_2023: None, django_assert_num_queries: DjangoAssertNumQueries, name: str, queries: int
) -> None:
    karin = small.person("Karin Björk", Role.COORDINATOR, "rss-jonkoping")
    response = Response.objects.get(respondent__code="0685", key="kommun-2023")
    for cell in list(response.cells)[:20]:
        start_comment(response=response, cell=cell, text="Stämmer det?", side=Side.RECEIVER, by=karin)
    # The RSS has sent in its report; only a state matters here.
    Response.objects.filter(pk=response.pk).update(state="in_review")
    rss = FrameMember.objects.get(code="rss-jonkoping", round__year=2023)
    more = (1,) if name == "review_submission" else ()
    address = reverse(name, args=(rss.pk, "kommun-2023", response.respondent_id, *more))
    client = signed_in(karin)
    client.get(address)  # a process parses a questionnaire once
    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
