"""What bench/board.py --officer measures: an officer's board of 46 organisations, with 290 kommuner and with 29,000.

Everything that 2023 asked has come in, so that every row has content to count; the kommuner stand where they stand
some weeks before that, and every region has an open comment. The hundred times as many are copies of them, with
their answers, submissions and steps.
"""

from copy import copy
from http.client import HTTPConnection
from typing import Any

from measuring import ROOT
from section import PEOPLE, PORT, Person, ask, cookies_of, in_turns

SLUG, KOMMUNER, TIMES = "2023", "kommun-2023", 100
ADDRESS = f"/insamling/{SLUG}/lage/"
KEYS = ("region-2023", KOMMUNER, "rss-2023")
# Where the kommuner are, by turns.
STATES = (*["approved"] * 5, "submitted", "in_review", "returned", "draft", "declined")
LARGE = (
    ("", "opened"),
    ("?visa=kommentarer", "a tab"),
    ("?ordna=-svar", "sorted by content"),
)


def prepare() -> list[Person]:
    """Officers, signed in, and the collection of 2023 with every report sent in."""
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import User
    from questionnaires.models import Response, Side
    from questionnaires.services.comments import start_comment

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_organisations", str(ROOT / "demo/organisations"), verbosity=0)
    for key in KEYS:
        call_command("load_questionnaire", str(ROOT / f"questionnaires/definitions/{key}.yaml"), verbosity=0)
    for key in KEYS:
        answers = str(ROOT / f"demo/answers/{key}.csv")
        call_command("load_answers", key, answers, "--as", "approved", verbosity=0)
    kommuner = list(Response.objects.filter(key=KOMMUNER).order_by("pk"))
    for number, response in enumerate(kommuner):
        response.state = STATES[number % len(STATES)]
    Response.objects.bulk_update(kommuner, ["state"])
    call_command("approve_aggregates", SLUG, verbosity=0)
    officers = [officer(number) for number in range(PEOPLE)]
    first = User.objects.get(email="o0@example.invalid")
    for response in Response.objects.filter(key="region-2023"):
        start_comment(response=response, text="Stämmer antalet?", side=Side.RECEIVER, by=first)
    return officers


def officer(number: int) -> Person:
    from accounts.models import Role
    from accounts.services import add_member, national_organisation, system_user

    user = add_member(
        email=f"o{number}@example.invalid",
        name=f"O {number}",
        organisation=national_organisation(),
        role=Role.OFFICER,
        by=system_user(),
    ).user
    cookies = cookies_of(user, ADDRESS)
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Person(cookie=cookie, csrf=cookies["csrftoken"], address=ADDRESS, autosave="", response=0)


def multiply() -> None:
    """Each kommun a hundred times, with its answers, submissions and steps."""
    from accounts.models import Organisation
    from questionnaires.models import FrameMember, Response, Step, Submission

    kommuner = list(Organisation.objects.filter(kind="kommun"))
    members = list(FrameMember.objects.filter(kind="kommun"))
    responses = list(Response.objects.filter(key=KOMMUNER))
    submissions = list(Submission.objects.filter(response__in=responses))
    steps = list(Step.objects.filter(response__in=responses))
    for number in range(1, TIMES):
        organisations = again(kommuner, number)
        frame = again(members, number, organisation=organisations)
        begun = again(responses, number, respondent=frame)
        again(submissions, number, response=begun)
        again(steps, number, response=begun)


def again(rows: list[Any], number: int, **parents: dict[int, Any]) -> dict[int, Any]:
    """Number of a row → its copy, under the copies of its parents: field → number of a parent → its copy."""
    copies = []
    for row in rows:
        new = copy(row)
        new.pk = None
        for field, found in parents.items():
            setattr(new, field, found[getattr(row, f"{field}_id")])
        if hasattr(row, "report_name"):
            new.code, new.name = f"{row.code}-{number}", f"{row.name} {number}"
            new.report_name = new.name
        copies.append(new)
    made = type(rows[0]).objects.bulk_create(copies)
    return {row.pk: new for row, new in zip(rows, made, strict=True)}


def small_figures(people: list[Person]) -> list[str]:
    size = len(ask(HTTPConnection("127.0.0.1", PORT), people[0], ADDRESS, None))
    ours, bare = in_turns(
        (people, lambda c, p: ask(c, p, p.address, None)),
        (people, lambda c, p: ask(c, p, f"/bench/lage/{SLUG}/{size}/", None)),
    )
    return [
        "| what | ours | bare view | ratio | at least |",
        "| --- | --- | --- | --- | --- |",
        f"| officer's board, 46 organisations, 290 kommuner as counts, {size // 1000} kB | {ours} | {bare} "
        f"| {ours.rate / bare.rate:.2f} | 0.6 |",
    ]
