"""An RSS's board of 33 kommuner against a bare view of the same rows in the same server and run, and of 3,300.

    .venv/bin/python bench/board.py [--officer] [--keep] [--seconds 6]

With --officer, an officer's board of 290 kommuner as counts, and of 29,000, in the same way (officer_board.py).

Eight coordinators of Skåne at once, whose kommuner have answered hjälpenkäten of 2023, two people each; two processes
of gunicorn as in production, SQLite. The hundred times as many are copies of them, and are read by one coordinator.
"""

import os
import sys
from http.client import HTTPConnection
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import officer_board
from measuring import ROOT, keep
from section import PEOPLE, PORT, Person, ask, cookies_of, in_turns, server, settings

RSS, KEY, TIMES = "rss-skane", "kommun-2023", 100
# What is read of the large board: where it opens, its last page, a tab with a search, sorted in the two costliest ways.
LARGE = (
    ("", "opened"),
    ("?sida=33", "its last page"),
    ("?visa=att-granska", "a tab"),
    ("?ordning=-senast", "sorted by what happened last"),
    ("?ordning=-besvarat", "sorted by content"),
    ("?sok=person", "a search of names"),
)


def prepare() -> list[Person]:
    """Coordinators of the RSS, signed in, each with the board's address."""
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import Organisation, Role, User
    from accounts.services import add_member, system_user
    from questionnaires.models import FrameMember

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_organisations", str(ROOT / "demo/organisations"), verbosity=0)
    call_command("load_questionnaire", str(ROOT / f"questionnaires/definitions/{KEY}.yaml"), verbosity=0)
    answers = str(ROOT / f"demo/answers/{KEY}.csv")
    call_command("load_answers", KEY, answers, "--as", "submitted", verbosity=0)
    rss = FrameMember.objects.get(code=RSS)
    for kommun in Organisation.objects.filter(rss=rss.organisation_id):
        for role in (Role.RESPONDENT, Role.SIGNER):
            add_member(
                email=f"{role}{kommun.code}@example.invalid",
                name=f"Person {kommun.name}",
                organisation=kommun,
                role=role,
                by=system_user(),
            )
    User.objects.update(phone="040-10 20 30")
    address = f"/samordna/{rss.pk}/{KEY}/"
    return [coordinator(number, rss, address) for number in range(PEOPLE)]


def coordinator(number: int, rss: Any, address: str) -> Person:
    from accounts.models import Role
    from accounts.services import add_member, system_user

    user = add_member(
        email=f"c{number}@example.invalid",
        name=f"C {number}",
        organisation=rss.organisation,
        role=Role.COORDINATOR,
        by=system_user(),
    ).user
    cookies = cookies_of(user, address)
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Person(cookie=cookie, csrf=cookies["csrftoken"], address=address, autosave="", response=rss.pk)


def multiply() -> None:
    """Each kommun of the RSS a hundred times, with its people, answers, submission and steps."""
    from accounts.models import Membership, User
    from questionnaires.models import FrameMember

    rss = FrameMember.objects.get(code=RSS)
    members = list(FrameMember.objects.filter(rss=rss.organisation_id).select_related("organisation"))
    for each in members:
        people = list(Membership.objects.filter(organisation=each.organisation_id).select_related("user"))
        for number in range(1, TIMES):
            copy = copied(each, number)
            for membership in people:
                user = User.objects.create(
                    email=f"{number}.{membership.user.email}",
                    name=f"{membership.user.name} {number}",
                    phone=membership.user.phone,
                    password="!",  # noqa: S106 - nobody signs in by it
                )
                Membership.objects.create(user=user, organisation=copy.organisation, role=membership.role)


def copied(member: Any, number: int) -> Any:
    """A kommun once more, with its response."""
    from accounts.models import Organisation
    from questionnaires.models import FrameMember

    code, name = f"{member.code}-{number}", f"{member.name} {number}"
    organisation = Organisation.objects.create(
        kind="kommun", code=code, name=name, report_name=name, rss=member.rss
    )
    copy = FrameMember.objects.create(
        round=member.round,
        organisation=organisation,
        kind="kommun",
        code=code,
        name=name,
        report_name=name,
        rss=member.rss,
    )
    for response in member.responses.all():
        submissions, steps = list(response.submissions.all()), list(response.steps.all())
        response.pk, response.respondent = None, copy
        response.save()
        for part in (*submissions, *steps):
            part.pk, part.response = None, response
            part.save()
    return copy


def small_figures(people: list[Person]) -> list[str]:
    size = len(ask(HTTPConnection("127.0.0.1", PORT), people[0], people[0].address, None))
    ours, bare = in_turns(
        (people, lambda c, p: ask(c, p, p.address, None)),
        (people, lambda c, p: ask(c, p, f"/bench/{p.response}/{size}/", None)),
    )
    return [
        "| what | ours | bare view | ratio | at least |",
        "| --- | --- | --- | --- | --- |",
        f"| RSS's board, 33 kommuner, {size // 1000} kB | {ours} | {bare} | {ours.rate / bare.rate:.2f} | 0.6 |",
    ]


def large_figures(person: Person, kommuner: int, pages: tuple[tuple[str, str], ...]) -> list[str]:
    """The middle of nine readings of each."""
    lines = ["", f"| board of {kommuner} kommuner, one reader | ms | at most |", "| --- | ---: | ---: |"]
    for query, what in pages:
        connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
        times = []
        for _turn in range(9):
            start = perf_counter()
            ask(connection, person, f"{person.address}{query}", None)
            times.append((perf_counter() - start) * 1000)
        lines.append(f"| {what} | {sorted(times)[4]:.0f} | 300 |")
    return lines


def main() -> None:
    of_officers = "--officer" in sys.argv
    board: Any = officer_board if of_officers else sys.modules[__name__]
    with TemporaryDirectory() as folder:
        environment = settings(folder) | {"DJANGO_SETTINGS_MODULE": "board_settings"}
        os.environ.update(environment)
        sys.path[:0] = [str(ROOT), str(ROOT / "bench")]
        os.chdir(ROOT)
        people = board.prepare()
        with server(environment):
            lines = board.small_figures(people)
        from django.db import transaction

        with transaction.atomic():
            board.multiply()
        with server(environment):
            kommuner = (290 if of_officers else 33) * TIMES
            lines += large_figures(people[0], kommuner, board.LARGE)
    keep("An officer's board" if of_officers else "The RSS's board", lines)


if __name__ == "__main__":
    main()
