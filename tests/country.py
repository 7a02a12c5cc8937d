"""A country small enough to count by hand, made through the services that people use."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from accounts.models import Organisation, Role, User
from accounts.organisation_files import read_organisations
from accounts.services import add_member, load_organisations, national_organisation, system_user
from questionnaires.answers import Answer, Chosen, ChosenSet, Number, Special, Ticked
from questionnaires.definition import parse_definition
from questionnaires.models import AggregateVersion, FrameMember, Questionnaire, Response
from questionnaires.services.aggregates import submit_aggregate
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.responses import response_to, save_answers, submit_response
from questionnaires.services.review import approve_response

SMALL = Path(__file__).parent / "small_country"
YEAR = 2030

# A complete answer to kommun-2030; a test changes what it is about.
KOMMUN_ANSWERS: dict[str, Answer | None] = {
    "insatser.kontakt": Chosen("initierat"),
    "insatser.team": Chosen("nej"),
    "insatser.annat": Chosen("forstarkt", "Digitala möten"),
    "projekt": Chosen("nej"),
    "grupper": ChosenSet(("barn", "aldre")),
    "personer": Number(Decimal("12.5")),
}

# The same to region-2030.
REGION_ANSWERS: dict[str, Answer | None] = {
    "uppdrag": Chosen("nej"),
    "utbildning.vt": Number(Decimal("71.5")),
    "utbildning.ht": Special("kan_inte_uppskattas"),
    "inriktningar.akut": Ticked(("bidrag", "lon")),
}


def make_country() -> None:
    """Two regions, three RSS (one without kommuner), four kommuner, and the questionnaires of 2030, open."""
    by = system_user()
    load_organisations(lines=read_organisations(SMALL / "organisations"), by=by)
    for key in ("region-2030", "kommun-2030", "rss-2030"):
        publish(key)


def publish(key: str, *, old: str = "", new: str = "") -> Questionnaire:
    """Publishes one of the small questionnaires, with `old` replaced by `new` in its text."""
    source = (SMALL / f"{key}.yaml").read_text(encoding="utf-8").replace(old, new)
    definition = parse_definition(source, file=f"{key}.yaml")
    return publish_questionnaire(definition=definition, source=source, by=system_user())[0]


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def member(code: str) -> FrameMember:
    """An organisation in the frame of 2030."""
    return FrameMember.objects.select_related("round", "organisation", "rss").get(
        code=code, round__year=YEAR, round__is_trial=False
    )


def person(name: str, role: Role, code: str = "") -> User:
    """Somebody with a role: in the organisation of that code, or at the national agency."""
    where = organisation(code) if code else national_organisation()
    email = f"{name.lower().replace(' ', '.')}@example.invalid"
    return add_member(email=email, name=name, organisation=where, role=role, by=system_user()).user


def response(key: str, code: str) -> Response:
    """An organisation's response, begun if it wasn't, as it stands in the database now."""
    questionnaire = Questionnaire.objects.filter(key=key).order_by("-version")[0]
    return response_to(questionnaire=questionnaire, respondent=member(code))


def save(key: str, code: str, answers: Mapping[str, Answer | None], *, by: User | None = None) -> Response:
    """An organisation's response with these cells saved."""
    save_answers(response=response(key, code), answers=answers, by=by or system_user())
    return response(key, code)


def answered(code: str, **changes: Answer | None) -> Response:
    """A kommun's response with a complete answer saved, apart from `changes` (cells with __ for the point)."""
    return save("kommun-2030", code, KOMMUN_ANSWERS | {_cell(name): each for name, each in changes.items()})


def submitted(code: str, **changes: Answer | None) -> Response:
    """A kommun's response, complete and submitted."""
    submit_response(response=answered(code, **changes), signed_name="Anna Ek", by=system_user())
    return response("kommun-2030", code)


def approved(code: str, **changes: Answer | None) -> Response:
    """A kommun's response, submitted and approved by its RSS."""
    approve_response(response=submitted(code, **changes), by=system_user())
    return response("kommun-2030", code)


def region_submitted(code: str, **changes: Answer | None) -> Response:
    """A region's response, complete and submitted."""
    answers = REGION_ANSWERS | {_cell(name): each for name, each in changes.items()}
    saved = save("region-2030", code, answers)
    submit_response(response=saved, signed_name="Rolf Gran", by=system_user())
    return response("region-2030", code)


def reported(code: str, *, plan: str = "ja") -> AggregateVersion:
    """The version that an RSS has now sent in: its approved kommuner and its own answer to the only question."""
    save("rss-2030", code, {"handlingsplan": Chosen(plan)})
    return submit_aggregate(rss=member(code), signed_name="Karin Björk", by=system_user())[0]


def _cell(name: str) -> str:
    return name.replace("__", ".")
