"""A trial of the small country's round in which everything that there is has happened."""

from datetime import date, timedelta

from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Chosen
from questionnaires.models import (
    Attachment,
    Deadline,
    DirectCounts,
    Explanation,
    FrameMember,
    Questionnaire,
    ReminderGiven,
    Response,
    Round,
    Side,
    Summary,
    Told,
)
from questionnaires.notifications import Words
from questionnaires.services.aggregates import submit_aggregate
from questionnaires.services.assignments import assign_sections
from questionnaires.services.comments import start_comment
from questionnaires.services.extensions import grant_extension
from questionnaires.services.frames import remove_from_frame
from questionnaires.services.mail_texts import change_mail_text
from questionnaires.services.responses import response_to, save_answers, submit_response
from questionnaires.services.review import approve_response
from questionnaires.services.trials import make_trial
from tests import country as small


def trial(*, codes: tuple[str, ...] = ("01", "rss-norr"), by: User | None = None) -> Round:
    """A trial for these regions and RSS, open for two weeks."""
    return make_trial(
        year=2030,
        organisations=[small.organisation(code).pk for code in codes],
        deadline=timezone.localdate() + timedelta(days=14),
        by=by or system_user(),
    )


def member(code: str) -> FrameMember:
    """An organisation in the trial's frame."""
    return FrameMember.objects.select_related("round", "organisation", "rss").get(
        code=code, round__is_trial=True
    )


def response(key: str, code: str) -> Response:
    """An organisation's response in the trial."""
    questionnaire = Questionnaire.objects.get(key=f"{key}-prov")
    return response_to(questionnaire=questionnaire, respondent=member(code))


def submitted(code: str) -> Response:
    """A kommun's response in the trial, complete and sent in."""
    save_answers(response=response("kommun-2030", code), answers=small.KOMMUN_ANSWERS, by=system_user())
    submit_response(response=response("kommun-2030", code), signed_name="Per Ask", by=system_user())
    return response("kommun-2030", code)


def everything() -> Round:
    """A trial with a row of everything that can belong to one."""
    made, by = trial(), system_user()
    remove_from_frame(member=member("0103"), reason="x", by=by)
    anna = small.person("Anna Ek", Role.RESPONDENT, "0101")
    officer = small.person("Nora Lind", Role.OFFICER)
    approve_response(response=submitted("0101"), by=by)
    alby = response("kommun-2030", "0101")
    start_comment(response=alby, text="Stämmer det?", side=Side.OWN, by=anna)
    save_answers(response=response("kommun-2030", "0102"), answers=small.KOMMUN_ANSWERS, by=by)
    assign_sections(response=response("kommun-2030", "0102"), people={"arbete": []}, by=by)
    save_answers(
        response=response("rss-2030", "rss-norr"),
        answers={"handlingsplan": Chosen("ja")},
        by=by,
    )
    submit_aggregate(rss=member("rss-norr"), signed_name="Karin Björk", by=by)
    far = made.deadline + timedelta(days=9)
    grant_extension(member=member("01"), key="region-2030-prov", until=far, reason="x", by=officer)
    words = Words("Hej {namn}", "Svara {adress}\n")
    change_mail_text(round_=made, kind="opened", language="sv", words=words, by=officer)
    _by_hand(alby, anna)
    return made


def _by_hand(alby: Response, anna: User) -> None:
    """Rows that it would take a page, a file or a day to get otherwise."""
    now, today = timezone.now(), date(2026, 1, 1)
    key, rss = "kommun-2030-prov", member("rss-norr")
    Explanation.objects.create(response=alby, cell="x", code="x", answers={}, text="x", at=now, by=anna)
    Attachment.objects.create(
        response=alby, number=1, cell="x", name="x.txt", content=b"x", size=1, added_at=now, added_by=anna
    )
    alby.assignments.create(section="arbete", user=anna, at=now, by=anna)
    Summary.objects.create(rss=rss, key=key, cell="x", text="x", at=now, by=anna)
    DirectCounts.objects.create(rss=rss, key=key, kommuner=1, tally={}, at=now, by=anna)
    ReminderGiven.objects.create(member=member("0102"), key=key, day=today, by=anna, mails=[])
    Told.objects.create(response=alby, kind="returned", user=anna, day=today, by=anna)
    Deadline.objects.create(round=rss.round, key=key, rss=rss.organisation, day=today)
