"""Nobody above the RSS handles a single kommun's answers: held by replacing them all by a marker."""

import json
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import OrganisationKind, Role
from exports import stored
from exports.editions import book, heads, years
from exports.writers import WRITERS
from exports.writers.xlsx import write_workbook
from questionnaires.models import AnswerChange, Response, Submission
from questionnaires.selectors.national import collected
from tests.country import person
from tests.exports.reading_expected import expected_tables

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("collection_2023", "db")]

MARKER = "HEMLIGT-KOMMUNSVAR"


def mark_every_kommuns_answers() -> None:
    """Puts the marker in the place of every answer of every kommun: drafts, submissions, history."""
    answer = {"text": MARKER}
    responses = Response.objects.filter(respondent__kind=OrganisationKind.KOMMUN)
    responses.update(cells={MARKER: {"answer": answer, "version": 1}})
    Submission.objects.filter(response__in=responses).update(answers={MARKER: answer}, signed_name=MARKER)
    AnswerChange.objects.filter(response__in=responses).update(cells={MARKER: [answer, answer]})
    assert responses.count() == 284


def national_output(client: Client) -> dict[str, bytes]:
    """Every page and file that a national officer can get of 2023's working edition."""
    made = book(2023, 0)
    found = {
        f"{form}/{name}": content for form, write in WRITERS.items() for name, content in write(made).items()
    }
    found["workbook"] = write_workbook(made)
    found["stored"] = json.dumps(stored.to_json(made), sort_keys=True).encode()
    found["data"] = repr((collected.round_data(2023), collected.kommuner_by_state(2023))).encode()
    found["heads"] = repr((years(officer=True), heads(2023, officer=True))).encode()
    addresses = ["/", "/tabeller/", "/tabeller/2023/"]
    for table in made.tables:
        address = f"/tabeller/2023/{table.id}/"
        addresses += [address, f"{address}?tal={table.rows[0].key}.1"]
    for address in addresses:
        response = client.get(address)
        # Nothing on these pages differs between two visits but the token of each form.
        found[address] = b"\n".join(
            line for line in response.content.splitlines() if b"csrfmiddlewaretoken" not in line
        )
    return found


def test_no_national_page_or_file_changes_when_every_kommuns_answers_do(client: Client) -> None:
    client.force_login(person("Nora Lind", Role.OFFICER))
    before = national_output(client)
    mark_every_kommuns_answers()
    after = national_output(client)
    assert [name for name in before if before[name] != after[name]] == []
    assert [name for name in after if MARKER.encode() in after[name]] == []
    assert len(expected_tables(2023)) * 2 + 3 < len(after)


def test_no_query_of_the_national_level_returns_a_kommuns_answers(client: Client) -> None:
    client.force_login(person("Nora Lind", Role.OFFICER))
    mark_every_kommuns_answers()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        national_output(client)
    repeated = [query["sql"] for query in queries.captured_queries if query["sql"].startswith("SELECT")]
    assert len(repeated) > 100
    returned = StringIO()
    with connection.cursor() as cursor:
        for sql in dict.fromkeys(repeated):
            cursor.execute(sql.replace("%", "%%"), [])
            returned.write(repr(cursor.fetchall()))
    assert MARKER not in returned.getvalue()
    # The marker would have been found: it is what a query for a kommun's answers returns.
    assert MARKER in repr(
        list(Submission.objects.filter(signed_name=MARKER).values_list("answers", flat=True))
    )
