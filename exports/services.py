"""Every write of exports: registers, indicators, table definitions, publications, and the order of a workbook."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import is_officer, is_system
from exports import stored
from exports.book import Book
from exports.definition import ReportDefinition
from exports.earlier import copy_of, text_of
from exports.editions import label_of
from exports.gathering import gather, make_book, report_of
from exports.kinds.sources import Sources
from exports.method import canonical_data
from exports.models import IndicatorEntry, Publication, PublicationFile, RegisterEntry, Report, StoredFile
from exports.registers import IndicatorValue, RegisterValue
from exports.writers import WRITERS
from exports.writers.xlsx import write_workbook
from questionnaires.rules import Refused, check_may_run_rounds
from questionnaires.selectors.national.officers import round_named
from questionnaires.selectors.national.outstanding import outstanding
from questionnaires.services.rounds import mark_published
from records.models import Job
from records.moment import again_if_overtaken, one_moment
from records.services import ask_for_job, record_event


@transaction.atomic
def load_register(*, values: Sequence[RegisterValue], by: User) -> int:
    """Adds or changes register values; returns how many. What the file lacks stays."""
    known = {(each.lan_code, each.measure, each.year): each for each in RegisterEntry.objects.all()}
    now = timezone.now()
    changed: list[RegisterEntry] = []
    for value in values:
        key = (value.lan_code, value.measure, value.year)
        entry = known.get(key) or RegisterEntry(lan_code=key[0], measure=key[1], year=key[2])
        if entry.pk and (entry.value, entry.estimated) == (str(value.value), value.estimated):
            continue
        entry.value, entry.estimated, entry.changed_at = str(value.value), value.estimated, now
        entry.save()
        changed.append(entry)
    if changed:
        record_event(verb="register_loaded", subject=changed[0], by=by, details={"values": len(changed)})
    return len(changed)


@transaction.atomic
def load_indicators(*, values: Sequence[IndicatorValue], by: User) -> int:
    """Adds or changes indicator values, in the file's order; returns how many. What the file lacks stays."""
    known = {(each.key, each.year): each for each in IndicatorEntry.objects.all()}
    now = timezone.now()
    changed: list[IndicatorEntry] = []
    for position, value in enumerate(values):
        facts = {**vars(value), "value": str(value.value), "position": position}
        entry = known.get((value.key, value.year)) or IndicatorEntry()
        if entry.pk and all(getattr(entry, name) == fact for name, fact in facts.items()):
            continue
        for name, fact in facts.items():
            setattr(entry, name, fact)
        entry.changed_at = now
        entry.save()
        changed.append(entry)
    if changed:
        record_event(verb="indicators_loaded", subject=changed[0], by=by, details={"values": len(changed)})
    return len(changed)


@transaction.atomic
def load_tables(*, year: int, source: str, by: User) -> bool:
    """Sets a year's table definitions, already checked; whether they are other than before."""
    report = Report.objects.select_for_update().filter(year=year).first() or Report(year=year)
    if report.pk and report.source == source:
        return False
    report.source, report.changed_at = source, timezone.now()
    report.save()
    record_event(verb="tables_loaded", subject=report, by=by, year=year)
    return True


@transaction.atomic
def copy_report(*, source: int, year: int, by: User, leave_out: bool = False) -> bool:
    """Makes a year's table definitions from an earlier year's (exports.copied); whether that was news.

    The same again is no change; a file that is loaded afterwards replaces them. leave_out: without the tables that no
    longer fit the year's questionnaires. Raises Refused for anybody but a national officer, where there is nothing to
    take over or no round to count, where the year has other tables, and, unless they are left out, for tables that
    don't fit.
    """
    if not (is_system(by) or is_officer(by)):
        raise Refused(_("Bara en nationell handläggare kan ta över tabeller."))
    copied = copy_of(source, year)
    if copied.unfit and not leave_out:
        raise Refused("\n".join(map(str, copied.unfit)))
    if not copied.fitting:
        raise Refused(_("Ingen av tabellerna går att ta över."))
    text = text_of(copied)
    report, is_news = Report.objects.get_or_create(
        year=year, defaults={"source": text, "changed_at": timezone.now()}
    )
    if not is_news and report.source != text:
        raise Refused(_("Det finns redan tabeller för %(year)s.") % {"year": year})
    if is_news:
        details = {"from": source, "tables": len(copied.fitting), "left_out": len(copied.left_out)}
        record_event(verb="tables_copied", subject=report, by=by, year=year, details=details)
    return is_news


@again_if_overtaken
@one_moment()
def publish_round(
    *, year: int, is_final: bool, by: User, seen: str | None = None
) -> tuple[Publication, bool]:
    """Publishes a closed round's tables as the next numbered edition with its files; whether that was news.

    The same data published in the same way again is no change. seen: the mark of what was outstanding as it was read
    (national.outstanding); None: nothing is compared. Raises Refused for anybody but an officer, a round that isn't
    closed, a preliminary edition after a final one, or where something else is outstanding than was read; NoTables
    where there is nothing to publish.
    """
    check_may_run_rounds(by=by)
    last = Publication.objects.filter(year=year).order_by("-number").first()
    report = report_of(year)
    sources = gather(report)
    number = last.number + 1 if last else 1
    book = make_book(report, sources, edition=label_of(number, is_final=is_final))
    if last and last.is_final and not is_final:
        raise Refused(f"{year} är redan slutligt publicerat. Publicera en rättelse med --final.")
    if last and (last.checksum, last.is_final) == (book.checksum, is_final):
        return last, False
    mark_published(year=year, by=by)
    _check_as_read(year, seen)
    publication = _published(report, sources, book, number=number, is_final=is_final, by=by)
    record_event(
        verb="tables_published",
        subject=publication,
        by=by,
        details={"number": number, "final": is_final},
    )
    return publication, True


def _published(
    report: ReportDefinition, sources: Sources, book: Book, *, number: int, is_final: bool, by: User
) -> Publication:
    """The edition, kept with its files."""
    publication = Publication.objects.create(
        year=report.year,
        number=number,
        is_final=is_final,
        published_at=timezone.now(),
        published_by=by,
        received=book.received,
        book=stored.to_json(book),
        data=canonical_data(report, sources),
        checksum=book.checksum,
        last_event=book.last_event,
    )
    PublicationFile.objects.bulk_create(_files(publication, book))
    return publication


def _check_as_read(year: int, seen: str | None) -> None:
    """Raises Refused where something else is outstanding than somebody has read."""
    if seen is not None and seen != outstanding(round_named(str(year))).mark:
        raise Refused(
            _("Det som räknas har ändrats sedan du öppnade sidan. Läs igenom den igen innan du publicerar.")
        )


def _files(publication: Publication, book: Book) -> Iterable[PublicationFile]:
    yield _file(publication, f"tabeller-{book.year}.xlsx", write_workbook(book))
    for form, write in WRITERS.items():
        for name, content in write(book).items():
            yield _file(publication, f"{form}/{name}", content)


def _file(publication: Publication, name: str, content: bytes) -> PublicationFile:
    return PublicationFile(
        publication=publication,
        name=name,
        content=content,
        size=len(content),
        checksum=sha256(content).hexdigest(),
    )


@transaction.atomic
def order_workbook(*, year: int, by: User) -> Job:
    """Asks for the working edition's workbook. Raises Refused for anybody but a national officer."""
    if not is_officer(by):
        raise Refused("Bara en nationell handläggare kan ta ut tabeller före publicering.")
    return ask_for_job(kind="workbook", arguments={"year": year}, by=by)


def store_workbook(*, name: str, content: bytes) -> StoredFile:
    """Keeps a workbook that a job made; called in the transaction that ends the job."""
    return StoredFile.objects.create(
        name=name,
        content=content,
        size=len(content),
        checksum=sha256(content).hexdigest(),
        made_at=timezone.now(),
    )
