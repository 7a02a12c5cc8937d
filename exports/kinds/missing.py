"""What a table lacks of what was to be sent in, in sentences that name who."""

from collections.abc import Iterable, Sequence

from questionnaires.answers import Absence
from questionnaires.definition import Definition
from questionnaires.selectors.dataset import OwnAnswers, RssReport
from questionnaires.swedish import list_text

# The states of the workflow in which a submission counts for nothing, or is about to be replaced.
RETURNED = "returned"
REOPENED = "reopened"


def no_questionnaire(key: str) -> str:
    return f"Enkäten {key} är inte inläst."


def missing_answers(definition: Definition, own: Sequence[OwnAnswers]) -> tuple[str, ...]:
    """Of organisations that answer for themselves: those that aren't counted, and old versions that are."""
    questionnaire = f"”{definition.title}”"
    if not own:
        return (f"Ingen ska svara på {questionnaire}.",)
    absent = [each for each in own if each.answers is None]
    returned = [each for each in absent if each.state == RETURNED]
    declined = [each for each in absent if each.absence is Absence.DECLINED]
    silent = [each for each in absent if each not in returned and each not in declined]
    sentences = []
    if silent:
        sentences.append(f"{_names(silent)} har inte lämnat in svar på {questionnaire}.")
    if declined:
        sentences.append(f"{_names(declined)} avstår från att svara på {questionnaire}.")
    if returned:
        sentences.append(
            f"Komplettering är begärd av {_names(returned)}: svaret på {questionnaire} räknas inte förrän det har "
            "lämnats in igen."
        )
    sentences += [
        _old_version(each.organisation.report_name, each.submission)
        for each in own
        if each.answers is not None and each.state == REOPENED
    ]
    return tuple(sentences)


def missing_reports(reports: Sequence[RssReport]) -> tuple[str, ...]:
    """Of RSS that report their kommuner: those that aren't counted, and old versions that are."""
    if not reports:
        return ("Ramen har inga kommuner.",)
    absent = [each for each in reports if not has_submitted(each)]
    returned = [each for each in absent if each.state == RETURNED]
    silent = [each for each in absent if each not in returned]
    sentences = []
    if silent:
        sentences.append(_uncounted("{names} har inte lämnat in", silent))
    if returned:
        sentences.append(_uncounted("Komplettering är begärd av {names}", returned))
    sentences += [
        _old_version(each.rss.name, each.number)
        for each in reports
        if has_submitted(each) and each.state == REOPENED
    ]
    return tuple(sentences)


def has_submitted(report: RssReport) -> bool:
    """Whether an RSS has a report that counts."""
    return report.number > 0


def kommuner_text(number: int) -> str:
    return "1 kommun" if number == 1 else f"{number} kommuner"


def _names(own: Iterable[OwnAnswers]) -> str:
    return list_text([each.organisation.report_name for each in own])


def _uncounted(what: str, reports: Sequence[RssReport]) -> str:
    if len(reports) == 1:
        sentence = what.format(names=reports[0].rss.name)
        return f"{sentence}: {kommuner_text(reports[0].kommuner)} räknas som saknas svar."
    sentence = what.format(names=f"{len(reports)} RSS")
    names = list_text([f"{each.rss.name} ({each.kommuner})" for each in reports])
    kommuner = sum(each.kommuner for each in reports)
    return f"{sentence}, och deras {kommuner_text(kommuner)} räknas som saknas svar: {names}."


def _old_version(name: str, number: int) -> str:
    return f"{name} är upplåst för en ny version: version {number} räknas tills den nya har lämnats in."
