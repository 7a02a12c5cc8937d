"""A made-up collection that is small enough to count by hand: a few regions, and kommuner in two RSS."""

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import dedent

from exports.build import Sources, build_tables
from exports.definition import parse_report
from exports.registers import IndicatorValue, RegisterValue
from exports.table import Table
from questionnaires.answers import Absence, Answer
from questionnaires.counts.tally import sum_tallies, tally_answers
from questionnaires.definition import Definition, parse_definition
from questionnaires.selectors.dataset import FrameOrganisation, OwnAnswers, RoundData, RssReport

QUESTIONS = """
choice_lists:
  did:
  - {key: started, text: Initierat}
  - {key: strengthened, text: Förstärkt}
  - {key: neither, text: Varken eller, negative: true}
sections:
- key: all
  title: Allt
  questions:
  - key: efforts
    type: choice_grid
    text: Vad har ni gjort?
    choices: did
    items:
    - {key: teams, text: Team}
    - {key: visits, text: Besök}
    - {key: plans, text: Planer}
    - {key: other, text: Annat}
  - key: groups
    type: multiple_choice
    text: För vilka?
    choices:
    - {key: old, text: Äldre}
    - {key: young, text: Unga}
  - key: benefits
    type: tick_grid
    text: Inom vad?
    columns:
    - {key: grant, text: Bidrag}
    - {key: salary, text: Lön}
    items:
    - {key: acute, text: Akut}
    - {key: care, text: Omsorg}
  - key: more
    type: single_choice
    text: Har det ökat?
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
  - key: why
    type: single_choice
    text: Mycket?
    show_if: more == 'ja'
    choices:
    - {key: ja, text: Ja}
    - {key: nej, text: Nej}
  - key: people
    type: number_list
    text: Hur många?
    decimals: 1
    special:
    - {key: unknown, text: Kan inte uppskattas}
    - {key: yearly, text: Redovisas endast för hela året}
    items:
    - {key: spring, text: VT}
    - {key: autumn, text: HT}
    - {key: year, text: Hela året, required: false}
  - key: share
    type: number
    text: Hur stor andel?
    decimals: 2
  - key: story
    type: long_text
    text: Berätta.
"""


def questionnaire(respondents: str) -> Definition:
    """The small questionnaire under the key "small-region" or "small-kommun"."""
    reported_by = "reported_by: rss\n" if respondents == "kommun" else ""
    head = (
        f"key: small-{respondents}\nyear: 2030\nrespondents: {respondents}\n{reported_by}title: Liten enkät\n"
    )
    return parse_definition(head + QUESTIONS, file="small.yaml")


def region(code: str, name: str) -> FrameOrganisation:
    return FrameOrganisation("region", code, f"Region {name}", name, code, f"{name}s län")


def regions_answering(answers: Mapping[str, Mapping[str, Answer] | None]) -> Sources:
    """Regions by name, in this frame order, with what each answered (cell → answer); None sent nothing."""
    definition = questionnaire("region")
    own = tuple(
        OwnAnswers(
            organisation=region(f"{number:02}", name),
            state="not_started" if given is None else "accepted",
            submission=0 if given is None else 1,
            definition=definition,
            answers=given,
            absence=Absence.NOT_RECEIVED if given is None else None,
        )
        for number, (name, given) in enumerate(answers.items(), start=1)
    )
    return Sources({2030: _round(definition, own={definition.key: own})})


def kommuner_answering(answers: Mapping[str, Sequence[Mapping[str, Answer]] | None], frame: int) -> Sources:
    """RSS by name with what each of its approved kommuner answered; None has not submitted.

    frame: how many kommuner there are in all; the RSS share them equally.
    """
    definition = questionnaire("kommun")
    reports = []
    for name, given in answers.items():
        tallies = [tally_answers(definition, each) for each in given or ()]
        reports.append(
            RssReport(
                rss=FrameOrganisation("rss", f"rss-{name.lower()}", name, name, "01", "Ett län"),
                kommuner=frame // len(answers),
                state="draft" if given is None else "accepted",
                number=0 if given is None else 1,
                counted={} if given is None else {definition.key: len(tallies)},
                tallies={} if given is None else {definition.key: sum_tallies(tallies)},
            )
        )
    return Sources({2030: _round(definition, reports=tuple(reports), kommuner=frame)})


def with_registers(
    sources: Sources, *, register: Sequence[RegisterValue] = (), indicators: Sequence[IndicatorValue] = ()
) -> Sources:
    return Sources(sources.rounds, tuple(register), tuple(indicators))


def table_of(body: str, sources: Sources) -> Table:
    """The table that a definition's own keys make."""
    head = "year: 2030\ntables:\n- id: one\n  sheet: Ett\n  title: En tabell\n"
    indented = "".join(f"  {line}\n" for line in dedent(body).strip().splitlines())
    return build_tables(parse_report(head + indented, file="small-report.yaml"), sources)[0]


def texts(table: Table) -> list[list[str]]:
    """What each row prints, cell by cell; no-break spaces are plain here."""
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]


def _round(
    definition: Definition,
    *,
    own: Mapping[str, tuple[OwnAnswers, ...]] | None = None,
    reports: tuple[RssReport, ...] = (),
    kommuner: int = 0,
) -> RoundData:
    return RoundData(
        year=2030,
        state="open",
        deadline=date(2031, 3, 31),
        kommuner=kommuner,
        definitions={definition.key: definition},
        own=own or {},
        reports=reports,
        last_event=None,
    )
