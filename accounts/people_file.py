"""people.csv: who does what in which organisation, checked before anything is written."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.boundary import across_sentence, is_across
from accounts.models import ROLES_OF_KIND, Organisation, OrganisationKind, Role
from accounts.selectors import SYSTEM_EMAIL
from reading.csv_file import Line, csv_lines
from reading.errors import ErrorList

COLUMNS = ("email", "name", "phone", "organisation", "role")
# What the database holds at most.
LONGEST = {"email": 254, "name": 200, "phone": 40}


@dataclass(frozen=True)
class PersonLine:
    """One role of one person. organisation: its kind and code; of the national agency there is one, code empty."""

    email: str
    name: str
    phone: str
    kind: OrganisationKind
    code: str
    role: Role


def read_people(path: Path) -> tuple[PersonLine, ...]:
    """The lines of a file, in its order. Raises FileErrors with every error of it."""
    problems = ErrorList(path.name)
    known = set(Organisation.objects.values_list("kind", "code"))
    found: list[PersonLine] = []
    first: dict[str, tuple[int, PersonLine]] = {}
    roles: dict[tuple[str, str, str], int] = {}
    nationally: dict[str, tuple[bool, int]] = {}
    for line in csv_lines(path, columns=COLUMNS, errors=problems):
        person = _person(line, known, problems)
        if person is None:
            continue
        _compare(person, line, first, problems)
        _check_boundary(person, line, nationally, problems)
        role = (person.email, person.code, person.role)
        if role in roles:
            message = f"Samma person har samma roll redan på rad {roles[role]}. Ta bort den ena raden."
            problems.add(line.number, message)
        roles.setdefault(role, line.number)
        found.append(person)
    if not found and not problems.count:
        problems.add(0, "Filen har inga rader utöver rubriken.")
    problems.raise_if_any()
    return tuple(found)


def _person(line: Line, known: set[tuple[str, str]], problems: ErrorList) -> PersonLine | None:
    """What the line says; None where it can't be told, and then why is in `problems`."""
    before = problems.count
    email, name, phone, code, role = (value.strip() for value in line.values)
    email = email.lower()
    _check_text(line, problems)
    _check_email(email, line, problems)
    kind = _kind(code)
    if kind != OrganisationKind.NATIONAL and (kind, code) not in known:
        problems.add(line.number, f"Organisationen ”{code}” finns inte. Läs in organisationerna först.")
    elif role not in Role.values:
        problems.add(line.number, f"Rollen ”{role}” finns inte. Välj bland {', '.join(Role.values)}.")
    elif role not in ROLES_OF_KIND[kind]:
        fitting = " eller ".join(ROLES_OF_KIND[kind])
        message = f"Rollen {role} finns inte i en organisation av slaget {kind.label}: där finns {fitting}."
        problems.add(line.number, message)
    return None if problems.count > before else PersonLine(email, name, phone, kind, code, Role(role))


def _check_text(line: Line, problems: ErrorList) -> None:
    values = dict(zip(COLUMNS, line.values, strict=True))
    for column in ("email", "name"):
        if not values[column].strip():
            problems.add(line.number, f"Kolumnen {column} är tom. Fyll i den.")
    for column, most in LONGEST.items():
        value = values[column].strip()
        if len(value) > most:
            problems.add(line.number, f"Kolumnen {column} har {len(value)} tecken. Den får ha högst {most}.")
        elif not value.isprintable():
            problems.add(line.number, f"Kolumnen {column} har radbrytningar eller styrtecken. Ta bort dem.")


def _check_email(email: str, line: Line, problems: ErrorList) -> None:
    if not email or not email.isprintable():
        return  # told already
    try:
        validate_email(email)
    except ValidationError:
        problems.add(line.number, f"”{email}” är ingen e-postadress.")
    if email == SYSTEM_EMAIL:
        problems.add(line.number, "Adressen hör till systemet. Ange en persons.")


def _compare(
    person: PersonLine, line: Line, first: dict[str, tuple[int, PersonLine]], problems: ErrorList
) -> None:
    """Somebody on several lines is called the same on all of them."""
    number, earlier = first.setdefault(person.email, (line.number, person))
    for column, mine, theirs in (
        ("name", person.name, earlier.name),
        ("phone", person.phone, earlier.phone),
    ):
        if mine != theirs:
            message = f"Kolumnen {column} säger ”{mine}” här men ”{theirs}” på rad {number}. Skriv lika."
            problems.add(line.number, message, place=person.email)


def _check_boundary(
    person: PersonLine, line: Line, nationally: dict[str, tuple[bool, int]], problems: ErrorList
) -> None:
    """Nobody works nationally on one line, or already, and answers or coordinates on another."""
    here = person.kind == OrganisationKind.NATIONAL
    there, number = nationally.setdefault(person.email, (here, line.number))
    if there != here:
        message = f"{across_sentence(person.kind)} Den andra rollen står på rad {number}."
        problems.add(line.number, message, place=person.email)
    elif is_across(person.email, person.kind):
        problems.add(line.number, across_sentence(person.kind), place=person.email)


def _kind(code: str) -> OrganisationKind:
    """Of which kind an organisation is by the look of its code."""
    if not code:
        return OrganisationKind.NATIONAL
    if code.isascii() and code.isdigit() and len(code) in (2, 4):
        return OrganisationKind.REGION if len(code) == 2 else OrganisationKind.KOMMUN
    return OrganisationKind.RSS
