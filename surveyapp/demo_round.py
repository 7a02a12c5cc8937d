"""The demonstration's open round: this year's, copied from the published one, with some answers begun."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, from_json
from questionnaires.models import FrameMember, Questionnaire, Response, Round, Submission
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import start_comment
from questionnaires.services.copying import copy_round
from questionnaires.services.responses import response_to, save_answers, submit_response
from questionnaires.services.review import return_response

DAYS_LEFT = 12
# Habo's draft: everything of the first section, and these of the others, in two people's hands.
ANNAS_SECTION = "narvard"
ANNAS_OTHERS = ("sammanhallen_dokumentation",)
PERS_SECTION = "medarbetare"
PERS_ROWS = 4


@transaction.atomic
def open_demo_round(*, source: int, people: dict[str, User]) -> Round | None:
    """Makes this year's round, open for twelve days; all of it or nothing. None where a later round is there already.

    people: by e-mail. Habo has a draft that two people share, Vetlanda a submission that was returned with a
    question, Region Jönköping a few answers.
    """
    if Round.objects.filter(year__gt=source, is_trial=False).exists():
        return None
    today = timezone.localdate()
    made = copy_round(
        source=source,
        year=max(today.year, source + 1),
        opens=today,
        deadline=today + timedelta(days=DAYS_LEFT),
        by=system_user(),
    )
    _habo(made, anna=people["anna.ek@demo.invalid"], per=people["per.ask@demo.invalid"])
    _vetlanda(made, lena=people["lena.dahl@demo.invalid"], maria=people["maria.berg@demo.invalid"])
    _region(made, karin=people["karin.lund@demo.invalid"])
    return made


def _habo(round_: Round, *, anna: User, per: User) -> None:
    response = _begun(round_, "kommun", "0643")
    last = _last_answers(response)
    definition = response.questionnaire.definition
    place = {question.key: section.key for section in definition.sections for question in section.questions}
    of = {name: place.get(name.partition(".")[0]) for name in last}
    annas = [name for name in last if of[name] == ANNAS_SECTION or name in ANNAS_OTHERS]
    pers = [cell.name for cell in definition.cells if of.get(cell.name) == PERS_SECTION][:PERS_ROWS]
    # This year a way of working that was begun last time has been developed.
    changed = {"narvard_insatser.utskrivningsprocessen": Chosen("forstarkt")}
    _save(response, last | changed, annas, by=anna)
    _save(response, last, pers, by=per)
    assign_sections(response=response, people={ANNAS_SECTION: [anna], PERS_SECTION: [per]}, by=anna)


def _vetlanda(round_: Round, *, lena: User, maria: User) -> None:
    response = _begun(round_, "kommun", "0685")
    last = _last_answers(response)
    _save(response, last, last, by=lena)
    submit_response(response=response, signed_name=lena.name, signed_title="Socialchef", by=lena)
    start_comment(
        response=response,
        cell="narvard_insatser.fast_omsorgskontakt",
        text="Gäller det alla som har hemtjänst, eller bara en del av kommunen?",
        by=maria,
    )
    return_response(
        response=response,
        reason="Se över svaren om fast omsorgskontakt och svara på min fråga där.",
        by=maria,
    )


def _region(round_: Round, *, karin: User) -> None:
    response = _begun(round_, "region", "06")
    last = _last_answers(response)
    grid = [name for name in last if name.startswith("narvard_insatser.")]
    _save(response, last, grid[:10], by=karin)


def _begun(round_: Round, kind: str, code: str) -> Response:
    questionnaire = Questionnaire.objects.get(round=round_, respondents=kind)
    member = FrameMember.objects.get(round=round_, kind=kind, code=code)
    return response_to(questionnaire=questionnaire, respondent=member)


def _last_answers(response: Response) -> dict[str, Answer]:
    """What the organisation answered last time, of what is asked again."""
    submission = (
        Submission.objects.newest()
        .filter(response__respondent__organisation=response.respondent.organisation_id)
        .order_by("-response__respondent__round__year")[0]
    )
    cells = {cell.name for cell in response.questionnaire.definition.cells}
    return {cell: from_json(stored) for cell, stored in submission.answers.items() if cell in cells}


def _save(response: Response, answers: dict[str, Answer], cells: Iterable[str], *, by: User) -> None:
    save_answers(response=response, answers={cell: answers[cell] for cell in cells}, by=by)
