"""The small country of 2030 with everything that the pages show: answers, tables, an edition of them, and people."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from accounts.models import Role, User
from accounts.services import system_user
from exports.services import load_tables, publish_round
from questionnaires.answers import Answer, Chosen, Number
from questionnaires.services.approving import approve_aggregates
from questionnaires.services.responses import save_answers, submit_response
from questionnaires.services.review import accept_response
from questionnaires.services.rounds import close_round
from tests import country as small

YEAR = small.YEAR
REPORT = Path(__file__).with_name("report-2030.yaml").read_text(encoding="utf-8")
REGION_ANSWERS: dict[str, Answer | None] = {
    "uppdrag": Chosen("nej"),
    "utbildning.vt": Number(Decimal("71.5")),
    "utbildning.ht": Number(Decimal("1200")),
}


@dataclass(frozen=True)
class Cast:
    """A person for each role."""

    respondent: User
    coordinator: User
    region: User
    officer: User
    administrator: User


def make_working_edition() -> Cast:
    """Both regions accepted, three of four kommuner approved, each RSS's report in; nothing published."""
    small.make_country()
    for code in ("01", "02"):
        region = small.response("region-2030", code)
        save_answers(response=region, answers=REGION_ANSWERS, by=system_user())
        submit_response(
            response=small.response("region-2030", code), signed_name="Rolf Gran", by=system_user()
        )
        accept_response(response=small.response("region-2030", code), by=system_user())
    for code in ("0101", "0102", "0201"):
        small.approved(code)
    approve_aggregates(year=YEAR, without_own=True, by=system_user())
    load_tables(year=YEAR, source=REPORT, by=system_user())
    return Cast(
        respondent=small.person("Anna Ek", Role.RESPONDENT, "0101"),
        coordinator=small.person("Karin Björk", Role.COORDINATOR, "rss-norr"),
        region=small.person("Rolf Gran", Role.RESPONDENT, "01"),
        officer=small.person("Nora Lind", Role.OFFICER),
        administrator=small.person("Adam Sten", Role.ADMINISTRATOR),
    )


def publish() -> None:
    """Version 1 of the tables, preliminary."""
    close_round(year=YEAR, by=system_user())
    publish_round(year=YEAR, is_final=False, by=system_user())
