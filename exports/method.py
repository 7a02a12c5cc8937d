"""What the tables were made from: the method sheet, and "of how many" in one line. No Django."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from exports.book import MethodSection
from exports.canonical import canonical_data, checksum_of
from exports.definition import ReportDefinition
from exports.kinds import Sources
from exports.kinds.missing import (
    has_submitted,
    kommuner_text,
    missing_answers,
    missing_reports,
    no_questionnaire,
)
from exports.kinds.respondents import PLURALS
from questionnaires.selectors.dataset import RoundData, RssReport
from questionnaires.swedish import date_text, list_text, moment_text, number_text, percent, sort_key

__all__ = ["canonical_data", "checksum_of", "method_sections", "received_line"]

# Questionnaire key → RSS code → state → how many of its kommuner.
KommunerByState = Mapping[str, Mapping[str, Mapping[str, int]]]

ROUND_STATES = {"draft": "utkast", "open": "öppen", "closed": "stängd", "published": "publicerad"}
# How a kommun that isn't counted stands, in the order in which counts are listed; the rest haven't begun.
KOMMUN_STATES = {
    "submitted": "inlämnad men inte godkänd",
    "in_review": "granskas",
    "returned": "komplettering begärd",
    "reopened": "upplåst",
    "draft": "påbörjad",
    "declined": "avstår",
    "not_started": "inte påbörjad",
}
DEMONSTRATION = (
    "Det här är en demonstration. De flesta svar är påhittade: de är slumpade så att summorna stämmer med rapportens "
    "tabeller. Ingen sådan rad är ett svar som en namngiven organisation har lämnat."
)
RULES = (
    ("Initierat eller förstärkt", "En organisation räknas en gång om den valt något av de två."),
    (
        "Andelar",
        "Procent av alla i ramen, även dem som inte har svarat, så att ”Saknas svar” är en egen andel. Andelarna "
        "justeras inte för att bli 100 tillsammans.",
    ),
    ("Avrundning", "Halva tal avrundas uppåt: 0,5 blir 1."),
    ("Summor", "Tabellernas summor är av de avrundade tal som tabellen visar."),
    (
        "Hela året",
        "Ett tal som bara är lämnat för hela året ingår i årets summa, inte i någon termins.",
    ),
    ("Uteblivna svar", "Ett svar som saknas räknas inte som Nej. 0 skrivs ut, det som saknas är tomt."),
    (
        "Kommunernas svar",
        "Bara svar som kommunens RSS har godkänt och redovisat räknas. Alla andra kommuner räknas som saknas svar.",
    ),
    (
        "Ordning",
        "Insatser står efter antal, fallande; lika antal i enkätens ordning. Organisationer står i svensk "
        "bokstavsordning.",
    ),
)


def method_sections(
    report: ReportDefinition,
    sources: Sources,
    *,
    edition: str,
    last_event: datetime,
    checksum: str,
    kommuner_by_state: KommunerByState,
    demo: bool,
) -> tuple[MethodSection, ...]:
    """What a reader needs to know to trust the tables.

    edition: "Preliminär version 2". checksum: of `canonical_data`. kommuner_by_state: of the
    report's round. demo: whether most answers are constructed.
    """
    about = [
        ("Utgåva", edition),
        ("Senast ändrad", moment_text(last_event)),
        ("Kontrollsumma (SHA-256)", checksum),
        *([("Demonstration", DEMONSTRATION)] if demo else []),
    ]
    rounds = sorted(_rounds(report, sources), key=lambda data: -data.year)
    return (
        MethodSection(f"Tabeller {report.year}", tuple(about)),
        *(section for data in rounds for section in _round_sections(data, report, kommuner_by_state)),
        *_not_loaded(report, sources),
        MethodSection("Så räknas det", RULES),
    )


def received_line(data: RoundData) -> str:
    """How many have answered, of how many: "284 av 290 kommuner, 21 av 21 regioner"."""
    return ", ".join(
        f"{received} av {frame} {PLURALS[kind]}"
        for kind, _key, received, frame in _received(data, ("kommun", "region"))
    )


def _rounds(report: ReportDefinition, sources: Sources) -> Iterable[RoundData]:
    """The report's round, and the others that its tables count."""
    named = [data for key in report.questionnaires if (data := sources.round_of(key))]
    own = sources.rounds.get(report.year)
    years = {data.year: data for data in ([own] if own else []) + named}
    return years.values()


def _round_sections(
    data: RoundData, report: ReportDefinition, kommuner_by_state: KommunerByState
) -> Iterable[MethodSection]:
    """A round's frame, response rates, and who is missing. Of another year only what the report's tables count."""
    keys = [key for key in data.definitions if data.year == report.year or key in report.questionnaires]
    yield MethodSection(f"Insamlingen {data.year}", tuple(_facts(data, keys)))
    yield MethodSection(f"Svarsfrekvens {data.year}", tuple(_rates(data, keys)))
    yield from _rates_by_rss(data, keys)
    states = kommuner_by_state if data.year == report.year else {}
    missing = tuple(_missing(data, keys, states))
    yield MethodSection(
        f"Saknas eller räknas inte {data.year}", missing or (("Allt är inlämnat", "Inget saknas."),)
    )


def _facts(data: RoundData, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
    asked = {data.definitions[key].respondents for key in keys}
    frame = [
        text
        for kind, text in (
            ("region", f"{_frame_of(data, 'region')} regioner"),
            ("rss", f"{len(data.reports)} RSS"),
            ("kommun", f"{data.kommuner} kommuner"),
        )
        if kind in asked or (kind == "rss" and "kommun" in asked)
    ]
    yield "Läge", ROUND_STATES.get(data.state, data.state)
    yield "Ram", f"{list_text(frame)}. Alla ska svara: det är en totalundersökning."
    yield "Sista svarsdag", date_text(data.deadline)
    for key in keys:
        yield f"Enkät {key}", data.definitions[key].title


def _frame_of(data: RoundData, kind: str) -> int:
    return max(
        (len(own) for key, own in data.own.items() if data.definitions[key].respondents == kind), default=0
    )


def _rates(data: RoundData, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
    for kind, key, received, frame in _received(data, ("region", "rss", "kommun")):
        if key in keys:
            yield _who(kind, key), _rate(received, frame)


def _rates_by_rss(data: RoundData, keys: Sequence[str]) -> Iterable[MethodSection]:
    for key in keys:
        if data.definitions[key].respondents == "kommun":
            rates = (
                (
                    each.rss.name,
                    _rate(each.counted.get(key, 0), each.kommuner)
                    + (", antalen lämnade direkt" if key in each.direct else ""),
                )
                for each in _reports(data)
            )
            yield MethodSection(f"Kommunernas svar per RSS, {key}", tuple(rates))


def _received(data: RoundData, kinds: Sequence[str]) -> Iterable[tuple[str, str, int, int]]:
    """Each questionnaire of those kinds of respondents: the kind, its key, how many are counted, of how many."""
    for kind in kinds:
        for key, definition in data.definitions.items():
            if definition.respondents == kind == "kommun":
                yield kind, key, sum(report.counted.get(key, 0) for report in data.reports), data.kommuner
            elif definition.respondents == kind:
                own = data.own.get(key, ())
                yield kind, key, sum(each.answers is not None for each in own), len(own)


def _who(kind: str, key: str) -> str:
    return f"{PLURALS[kind][0].upper()}{PLURALS[kind][1:]} ({key})"


def _rate(received: int, frame: int) -> str:
    share = percent(received, frame, 1)
    return f"{received} av {frame}" + (f" ({number_text(share, 1, '%')})" if share is not None else "")


def _missing(
    data: RoundData, keys: Sequence[str], kommuner_by_state: KommunerByState
) -> Iterable[tuple[str, str]]:
    """Regions and RSS by name; of kommuner only how many per RSS, and how they stand."""
    for key in keys:
        kind = data.definitions[key].respondents
        if kind != "kommun":
            for sentence in missing_answers(data.definitions[key], data.own.get(key, ())):
                yield _who(kind, key), sentence
            continue
        for sentence in missing_reports(_reports(data)):
            yield _who("rss", key), sentence
        for report in filter(has_submitted, _reports(data)):
            yield from _missing_kommuner(report, key, kommuner_by_state.get(key, {}).get(report.rss.code, {}))
    for report in data.reports:
        if report.without_own:
            yield report.rss.name, "Har lämnat in utan egna svar."


def _missing_kommuner(report: RssReport, key: str, states: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    missing = report.kommuner - report.counted.get(key, 0)
    if missing:
        known = [f"{states[state]} {words}" for state, words in KOMMUN_STATES.items() if states.get(state)]
        now = f" Läget nu: {list_text(known)}." if known else ""
        yield f"{report.rss.name} ({key})", f"{kommuner_text(missing)} räknas som saknas svar.{now}"


def _not_loaded(report: ReportDefinition, sources: Sources) -> Iterable[MethodSection]:
    missing = [key for key in report.questionnaires if sources.round_of(key) is None]
    if missing:
        yield MethodSection("Inte inläst", tuple((key, no_questionnaire(key)) for key in missing))


def _reports(data: RoundData) -> tuple[RssReport, ...]:
    """Those of RSS that have kommuner, in Swedish order."""
    return tuple(
        sorted((each for each in data.reports if each.kommuner), key=lambda each: sort_key(each.rss.name))
    )
