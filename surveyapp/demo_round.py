"""The demonstration's open round: this year's, copied from the published one, with organisations in every state."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, from_json
from questionnaires.models import FrameMember, Questionnaire, Response, Round, Side, Submission
from questionnaires.services.aggregates import submit_aggregate
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import start_comment
from questionnaires.services.copying import copy_round
from questionnaires.services.responses import (
    decline_response,
    response_to,
    save_answers,
    submit_response,
)
from questionnaires.services.review import (
    accept_response,
    approve_response,
    return_response,
    start_review,
)

DAYS_LEFT = 12
# Habo's draft: everything of the first section, and these of the others, in two people's hands.
ANNAS_SECTION = "narvard"
ANNAS_OTHERS = ("sammanhallen_dokumentation",)
PERS_SECTION = "medarbetare"
PERS_ROWS = 4
# Jönköping's kommuner by how far they have come; Gislaved, Vaggeryd and Jönköping are silent.
SUBMITTED = {"0682": "elin.frost@nassjo", "0683": "arne.lind@varnamo"}
IN_REVIEW = {"0687": "hugo.berg@tranas"}
APPROVED = {"0604": "ulla.falk@aneby", "0617": "nils.brink@gnosjo", "0686": "pia.nord@eksjo"}
DECLINED = {"0642": "mona.rask@mullsjo"}
DRAFT = {"0684": "greta.moe@savsjo"}
CHANGED_CELLS = ("narvard_insatser.fast_omsorgskontakt", "narvard_insatser.utskrivningsprocessen")


@transaction.atomic
def open_demo_round(*, source: int) -> Round | None:
    """Makes this year's round, open for twelve days; all of it or nothing. None where a later round is there already.

    In Jönköpings län there is a kommun in each state: Habo's draft that two people share, Vetlanda's submission that
    was returned with a question, and so on; Vetlanda's Lena Dahl answers for silent Vaggeryd too. RSS Kronoberg has
    sent in its report. Region Kronoberg has submitted, Kalmar's answers are received, Jönköping's begun.
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
    _habo(made, anna=_person("anna.ek"), per=_person("per.ask"))
    _vetlanda(made, lena=_person("lena.dahl"), maria=_person("maria.berg"))
    _jonkoping(made, maria=_person("maria.berg"))
    _kronoberg(made, sara=_person("sara.holm"))
    _regions(made, johan=_person("johan.strom"))
    return made


def _person(before: str) -> User:
    """One of the people of demo/people.csv, by what stands before "demo.invalid"."""
    at = "." if "@" in before else "@"
    return User.objects.get(email=f"{before}{at}demo.invalid")


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
        side=Side.RECEIVER,
        by=maria,
    )
    return_response(
        response=response,
        reason="Se över svaren om fast omsorgskontakt och svara på min fråga där.",
        by=maria,
    )


def _jonkoping(round_: Round, *, maria: User) -> None:
    """The other kommuner of the län: submitted, in review, approved, declined, begun, silent."""
    for code, email in (SUBMITTED | IN_REVIEW | APPROVED).items():
        _submit(_begun(round_, "kommun", code), by=_person(email))
    for code in IN_REVIEW:
        start_review(response=_begun(round_, "kommun", code), by=maria)
    for code in APPROVED:
        approve_response(response=_begun(round_, "kommun", code), by=maria)
    for code, email in DECLINED.items():
        reason = "Vi har inte personal som kan svara i år."
        decline_response(response=_begun(round_, "kommun", code), reason=reason, by=_person(email))
    for code, email in DRAFT.items():
        response = _begun(round_, "kommun", code)
        last = _last_answers(response)
        _save(response, last, list(last)[:20], by=_person(email))
    _again(_begun(round_, "kommun", "0682"), elin=_person(SUBMITTED["0682"]), maria=maria)


def _again(response: Response, *, elin: User, maria: User) -> None:
    """Nässjö's answers come a second time, with two changes."""
    return_response(response=response, reason="Stämmer svaret om utskrivningsprocessen?", by=maria)
    changed: dict[str, Answer] = {cell: Chosen("forstarkt") for cell in CHANGED_CELLS}
    save_answers(response=response, answers=changed, by=elin)
    submit_response(response=response, signed_name=elin.name, signed_title="Kvalitetschef", by=elin)


def _kronoberg(round_: Round, *, sara: User) -> None:
    """All kommuner approved, and the RSS's report sent in with its own answers."""
    rss = FrameMember.objects.select_related("organisation", "round").get(round=round_, code="rss-kronoberg")
    for kommun in FrameMember.objects.filter(round=round_, rss=rss.organisation).order_by("code"):
        by = _person("lars.ros@alvesta") if kommun.code == "0764" else system_user()
        _submit(_begun(round_, "kommun", kommun.code), by=by)
        approve_response(response=_begun(round_, "kommun", kommun.code), by=sara)
    own = _begun(round_, "rss", rss.code)
    last = _last_answers(own)
    _save(own, last, last, by=sara)
    submit_aggregate(rss=rss, signed_name=sara.name, signed_title="Samordnare", by=sara)


def _regions(round_: Round, *, johan: User) -> None:
    karin, ida, olof = (_person(each) for each in ("karin.lund", "ida.lov@kronoberg", "olof.grip@kalmar"))
    response = _begun(round_, "region", "06")
    last = _last_answers(response)
    grid = [name for name in last if name.startswith("narvard_insatser.")]
    _save(response, last, grid[:10], by=karin)
    _submit(_begun(round_, "region", "07"), by=ida)
    _submit(_begun(round_, "region", "08"), by=olof)
    accept_response(response=_begun(round_, "region", "08"), by=johan)


def _submit(response: Response, *, by: User) -> None:
    last = _last_answers(response)
    _save(response, last, last, by=by)
    submit_response(response=response, signed_name=by.name, by=by)


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
