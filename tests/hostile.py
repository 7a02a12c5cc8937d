"""A country full of secrets: a sentence of its own in every place where a kommun, or its coordinator, writes something.

And whoever walks through every address to find one.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from itertools import product
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Role, User
from accounts.services import system_user
from exports.services import load_tables, order_workbook
from questionnaires.answers import Chosen, ChosenSet, Invalid, Number, Text
from questionnaires.models import Deadline, Extension, Round, Side, Thread
from questionnaires.services.aggregates import accept_aggregate
from questionnaires.services.attachments import save_attachment
from questionnaires.services.comments import answer_comment, start_comment
from questionnaires.services.explanations import save_explanations
from questionnaires.services.extensions import grant_extension
from questionnaires.services.in_place import mend_response
from questionnaires.services.objections import object_to_submission, settle_objections
from questionnaires.services.responses import decline_response, submit_response
from questionnaires.services.review import approve_response, reopen_response, return_response
from questionnaires.services.rounds import close_round, mark_published
from records.models import Event
from tests import country as small
from tests.pages.country import REPORT

SIGN = "HEMLIGT"
PLAN = """  - {key: kort, type: short_text, text: Kort svar.}
  - {key: plan, type: file, text: Bifoga planen.}
- key: antal
"""
PLACES = (
    "ange",
    "annan",
    "text",
    "kort",
    "utkast",
    "ogiltigt",
    "filnamn",
    "filinnehall",
    "forklaring",
    "fraga",
    "svar",
    "rattning",
    "rattat",
    "invandning",
    "komplettering",
    "avstar",
    "upplasning",
    "undertecknad",
    "titel",
    "forlangning",
)


def secret(place: str) -> str:
    """The secret of one place; no place's begins another's."""
    assert place in PLACES
    return f"{SIGN}-{place}-7Q"


@dataclass(frozen=True)
class Scene:
    """Those who know the secrets, and those who must not."""

    anna: User
    karin: User
    officer: User
    administrator: User
    region: User

    @property
    def hostile(self) -> tuple[User | None, ...]:
        return self.officer, self.administrator, self.region, None


def make_scene() -> Scene:
    """Alby's answer is approved after all that can be said of it, Berga's returned, Cedra has declined, Åby's reopened;
    RSS Norr's report is accepted, the round published.
    """
    small.make_country()
    small.publish("kommun-2030", old="- key: antal\n", new=PLAN)
    Round.objects.update(deadline=timezone.localdate() + timedelta(days=9), opens=timezone.localdate())
    kommuner_before = timezone.localdate() + timedelta(days=5)
    Deadline.objects.create(round=Round.objects.get(), key="kommun-2030", day=kommuner_before)
    scene = Scene(
        anna=small.person("Anna Ek", Role.SIGNER, "0101"),
        karin=small.person("Karin Björk", Role.COORDINATOR, "rss-norr"),
        officer=small.person("Nora Lind", Role.OFFICER),
        administrator=small.person("Adam Sten", Role.ADMINISTRATOR),
        region=small.person("Rolf Gran", Role.SIGNER, "01"),
    )
    small.person("Berit Ask", Role.SIGNER, "0102")
    small.person("Cilla Dal", Role.SIGNER, "0103")
    _alby(scene)
    _others(scene)
    small.region_submitted("01")
    start_comment(
        response=small.response("region-2030", "01"),
        text="Stämmer det?",
        side=Side.RECEIVER,
        by=scene.officer,
    )
    accept_aggregate(aggregate=small.reported("rss-norr").aggregate, by=scene.officer)
    load_tables(year=small.YEAR, source=REPORT, by=system_user())
    close_round(year=small.YEAR, by=system_user())
    mark_published(year=small.YEAR, by=system_user())
    order_workbook(year=small.YEAR, by=scene.officer)
    return scene


def _alby(scene: Scene) -> None:
    small.answered(
        "0101",
        insatser__annat=Chosen("forstarkt", secret("ange")),
        projekt=Chosen("ja"),
        exempel=Text(secret("text")),
        kort=Text(secret("kort")),
        grupper=ChosenSet(("annan",), {"annan": secret("annan")}),
        personer=None,
    )
    content = b"%PDF-1.7\n" + secret("filinnehall").encode()
    file = SimpleUploadedFile(f"{secret('filnamn')}.pdf", content)
    save_attachment(response=small.response("kommun-2030", "0101"), cell="plan", upload=file, by=scene.anna)
    alby = small.response("kommun-2030", "0101")
    save_explanations(response=alby, texts={("personer", "left_empty"): secret("forklaring")}, by=scene.anna)
    submit_response(
        response=alby,
        signed_name=secret("undertecknad"),
        signed_title=secret("titel"),
        by=scene.anna,
    )
    thread = start_comment(
        response=alby, text=secret("fraga"), cell="projekt", side=Side.RECEIVER, by=scene.karin
    )
    answer_comment(thread=thread, text=secret("svar"), side=Side.OWN, by=scene.anna)
    mend_response(
        response=small.response("kommun-2030", "0101"),
        question="kort",
        answers={"kort": Text(secret("rattat"))},
        reason=secret("rattning"),
        by=scene.karin,
    )
    alby = small.response("kommun-2030", "0101")
    object_to_submission(response=alby, text=secret("invandning"), by=scene.anna)
    settle_objections(response=alby, by=scene.anna)
    approve_response(response=small.response("kommun-2030", "0101"), by=scene.karin)


def _others(scene: Scene) -> None:
    return_response(response=small.submitted("0102"), reason=secret("komplettering"), by=scene.karin)
    small.save("kommun-2030", "0102", {"personer": Invalid(secret("ogiltigt"))})
    grant_extension(
        member=small.member("0103"),
        key="kommun-2030",
        until=timezone.localdate() + timedelta(days=8),
        reason=secret("forlangning"),
        by=scene.karin,
    )
    cedra = small.save(
        "kommun-2030", "0103", {"kort": Text(secret("utkast")), "personer": Number(Decimal(7))}
    )
    decline_response(response=cedra, reason=secret("avstar"), by=system_user())
    reopen_response(response=small.approved("0201"), reason=secret("upplasning"), by=system_user())


@dataclass
class Walk:
    """Somebody who asks for every address and follows every link, and all that came back, by what was asked."""

    user: User | None
    found: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False)
        if self.user:
            self.client.force_login(self.user)

    def get(self, address: str) -> None:
        """Asks, and follows every link of ours on what comes back."""
        waiting = [address]
        while waiting:
            asked = waiting.pop()
            if asked in self.found or len(self.found) > 4000:
                continue
            response = self.client.get(asked)
            self.found[asked] = opened(_content(response), str(response.headers))
            if response.status_code == 200 and response["Content-Type"].startswith("text/html"):
                links = re.findall(r'(?:href|src|action)="(/[^"#]*)', response.content.decode())
                waiting += [each.replace("&amp;", "&") for each in links if not each.startswith("/static/")]

    def post(self, address: str) -> None:
        """Posts what most forms want, and undoes what it did."""
        with suppress(_Undone), transaction.atomic():
            data = {"reason": "x", "text": "x", "name": "x", "visa": "1", "cell": ""}
            response = self.client.post(address, data, follow=True)
            self.found[f"POST {address}"] = opened(_content(response), str(response.headers))
            raise _Undone

    def places(self) -> set[str]:
        """The places whose secrets have come back."""
        everything = b"\n".join(self.found.values())
        return {place for place in PLACES if secret(place).encode() in everything}

    def leaks(self) -> list[str]:
        """What was asked where a secret came back."""
        return [asked for asked, content in self.found.items() if SIGN.encode() in content]


class _Undone(Exception):
    pass


def _content(response: HttpResponseBase) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response)
    return bytes(getattr(response, "content", b""))


def opened(content: bytes, beside: str = "") -> bytes:
    """Everything that stands in what was sent, packed or not."""
    parts = [content, beside.encode()]
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            parts += [name.encode() + packed.read(name) for name in packed.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        with suppress(zlib.error):
            parts.append(zlib.decompress(stream))
    return b"\n".join(parts)


def addresses() -> Iterator[str]:
    """Every address of the URLconf with every argument that could mean something here."""
    for pattern in _patterns(get_resolver()):
        names = list(pattern.pattern.converters)
        for values in product(*(_candidates(pattern.name or "", name) for name in names)):
            yield reverse(pattern.name or "", kwargs=dict(zip(names, values, strict=True)))


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        else:
            yield each


def _candidates(pattern: str, name: str) -> list[object]:
    members = [small.member(code).pk for code in ("01", "rss-norr", "0101", "0102", "0103")]
    known: dict[str, list[object]] = {
        "slug": ["2030"],
        "year": [small.YEAR],
        "key": ["kommun-2030", "region-2030", "rss-2030"],
        "section": ["arbete", "antal"],
        "question": ["insatser", "kort", "personer"],
        "cell": ["projekt"],
        "number": [1, 2],
        "version": [1, 2],
        "thread": list(Thread.objects.values_list("pk", flat=True)),
        "step": ["borja-granska", "begar-komplettering", "ta-emot", "las-upp"],
        "language": ["sv"],
        "kind": ["returned", "digest"],
        "table": ["text-1", "appendix-1"],
        "name": [
            "csv/appendix-1.csv",
            "jsonstat/appendix-1.json",
            "html/appendix-1.html",
            "tabeller-2030.xlsx",
        ],
        "extension": list(Extension.objects.values_list("pk", flat=True)) or [1],
        "event": list(Event.objects.order_by("-pk").values_list("pk", flat=True)[:3]),
    }
    for each in ("member", "rss", "kommun", "region"):
        known[each] = list(members)
    return known.get(name, [1, 2])
