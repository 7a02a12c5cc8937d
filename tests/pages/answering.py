"""A kommun that answers, and its section pages as a browser without JavaScript reads and posts them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

from django.test import Client

from accounts.models import Role, User
from accounts.services import system_user
from questionnaires.answers import Answer, Chosen, Number
from questionnaires.definition import parse_definition
from questionnaires.models import FrameMember, Questionnaire, Response
from questionnaires.services.publishing import publish_questionnaire
from questionnaires.services.responses import response_to, save_answers
from tests import country as small

KOMMUN_2023 = Path("questionnaires/definitions/kommun-2023.yaml")
GRID = "narvard_insatser"
Posted = dict[str, list[str]]


@dataclass(frozen=True)
class Desk:
    """Two colleagues of Alby, and its place in a round."""

    anna: User
    per: User
    member: FrameMember
    key: str

    def address(self, section: str) -> str:
        return f"/svar/{self.member.pk}/{self.key}/del/{section}/"

    @property
    def autosave(self) -> str:
        return f"/svar/{self.member.pk}/{self.key}/spara/"

    @property
    def response(self) -> Response:
        """As it stands in the database now."""
        return response_to(
            questionnaire=Questionnaire.objects.filter(key=self.key).order_by("-version")[0],
            respondent=self.member,
        )

    def answers(self) -> dict[str, Answer]:
        return self.response.answers

    def save(self, answers: dict[str, Answer | None], by: User) -> None:
        save_answers(response=self.response, answers=answers, by=by)

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client


def desk_2030() -> Desk:
    """The small questionnaire of 2030; the country must be made."""
    return _desk(small.member("0101"), "kommun-2030")


def desk_2023() -> Desk:
    """The shipped questionnaire of 2023, with its grid of 29 rows; the country must be made."""
    source = KOMMUN_2023.read_text(encoding="utf-8")
    definition = parse_definition(source, file=KOMMUN_2023.name)
    publish_questionnaire(definition=definition, source=source, by=system_user())
    return _desk(FrameMember.objects.get(code="0101", round__year=2023), "kommun-2023")


def region_by_year() -> Desk:
    """Region Alen's questionnaire of 2030, where a term's number can be given for the whole year; the country must be
    made."""
    special = "    - {key: kan_inte_uppskattas, text: Kan inte uppskattas}"
    by_year = "    - {key: per_ar, text: Redovisas per år, whole_year: true}"
    small.publish("region-2030", old=special, new=f"{special}\n{by_year}")
    return Desk(
        anna=small.person("Vera Lo", Role.RESPONDENT, "01"),
        per=small.person("Rolf Gran", Role.SIGNER, "01"),
        member=small.member("01"),
        key="region-2030",
    )


def with_last_time(desk: Desk) -> dict[str, Answer]:
    """Lets Alby have submitted kommun-2029 with complete answers, which come back."""
    source = (small.SMALL / "kommun-2030.yaml").read_text(encoding="utf-8").replace("2030", "2029")
    definition = parse_definition(source, file="kommun-2029.yaml")
    publish_questionnaire(definition=definition, source=source, by=system_user())
    from questionnaires.services.responses import submit_response

    earlier = response_to(
        questionnaire=Questionnaire.objects.get(key="kommun-2029"),
        respondent=FrameMember.objects.get(code="0101", round__year=2029),
    )
    answers = {name: each for name, each in small.KOMMUN_ANSWERS.items() if each is not None}
    save_answers(response=earlier, answers=answers, by=system_user())
    earlier.refresh_from_db()
    submit_response(response=earlier, signed_name="Anna Ek", by=system_user())
    return answers


def _desk(member: FrameMember, key: str) -> Desk:
    return Desk(
        anna=small.person("Anna Ek", Role.RESPONDENT, "0101"),
        per=small.person("Per Ask", Role.SIGNER, "0101"),
        member=member,
        key=key,
    )


def page_of(html: bytes) -> Posted:
    """What a browser would post of the page's answering form, nothing touched and no button pressed."""
    reader = _FormReader()
    reader.feed(html.decode())
    return reader.posted


def fields_of(html: bytes) -> Iterator[str]:
    """The names of everything on the form that can be answered."""
    return (name for name in page_of(html) if ":" not in name)


@dataclass
class _FormReader(HTMLParser):
    posted: Posted = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self._inside, self._area = False, ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "form":
            self._inside = given.get("id") == "svar"
        name = given.get("name") or ""
        if not self._inside or not name or name == "csrfmiddlewaretoken":
            return
        if tag == "textarea":
            self._area = name
            self.posted[name] = [""]
        elif tag == "input" and given.get("type") != "file":
            if given.get("type") in ("radio", "checkbox") and "checked" not in given:
                return
            self.posted.setdefault(name, []).append(given.get("value") or "")

    def handle_data(self, data: str) -> None:
        if self._area:
            # The first line break of a textarea is the markup's, and lines are posted with CRLF.
            self.posted[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            text = self.posted[self._area][0].removeprefix("\n")
            self.posted[self._area] = [text.replace("\n", "\r\n")]
            self._area = ""
        elif tag == "form":
            self._inside = False


COMPLETE: dict[str, Answer | None] = {"projekt": Chosen("ja"), "personer": Number(Decimal("12.5"))}
