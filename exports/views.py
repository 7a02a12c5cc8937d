"""Tables to read and download: published ones for everybody, the working edition for national officers.

What somebody may not see looks as if it didn't exist: 404, whoever asks.
"""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.selectors import is_officer
from exports import files, pages
from exports.book import Book
from exports.editions import NoSuchEdition, book, heads, years
from exports.services import order_workbook
from questionnaires.selectors.national.collected import has_round
from records.models import Job, JobState
from records.services import retry_job

Found = TypeVar("Found")


def table_years(request: HttpRequest) -> HttpResponse:
    """The years that have tables."""
    officer = is_officer(request.user)
    context = {"heading": _("Tabeller"), "officer": officer, "years": years(officer=officer)}
    return render(request, "exports/years.html", context)


def tables(request: HttpRequest, year: int) -> HttpResponse:
    """A year's tables in one edition, with their files; to an officer, what is missing where a round has none yet."""
    officer = is_officer(request.user)
    found = heads(year, officer=officer)
    if officer and not found and has_round(year):
        context = {"heading": _tables_of(year), "trail": _trail(), "year": year}
        return render(request, "exports/tables_missing.html", context)
    chosen = _or_404(pages.choose_edition(found, request.GET.get("version")))
    shown = _book(chosen)
    context = {
        "heading": _tables_of(year),
        "trail": _trail(),
        "year": year,
        "chosen": chosen,
        "workbook": files.published_workbook(chosen.head),
        "received": shown.received,
        "parts": pages.parts(shown.tables),
    }
    return render(request, "exports/tables.html", context)


def table(request: HttpRequest, year: int, table: str) -> HttpResponse:
    """One table; for officers also what each number was counted from (?tal=ROW.COLUMN)."""
    officer = is_officer(request.user)
    chosen = _chosen(request, year, officer=officer)
    shown = _book(chosen)
    found = _or_404(pages.find_table(shown.tables, table))
    number = request.GET.get("tal")
    if number is not None and not officer:
        raise Http404
    counted = None if number is None else _or_404(pages.find_counted(found.table, number))
    context = {
        "heading": found.table.title,
        "heading_in_swedish": True,
        "received": shown.received,
        "trail": (*_trail(), (_tables_of(year), reverse("tables", args=(year,)) + chosen.query)),
        "year": year,
        "chosen": chosen,
        "neighbours": found,
        "table": found.table,
        "provenance": officer and pages.has_provenance(found.table),
        "counted": counted,
        "remarks": pages.remarks(found.table),
        "open_files": pages.open_files(found.table),
        "workbook": files.published_workbook(chosen.head),
    }
    return render(request, "exports/table.html", context)


def table_file(request: HttpRequest, year: int, name: str) -> HttpResponse:
    """A file of an edition: stored where it is published, written now where it is the working one."""
    chosen = _chosen(request, year, officer=is_officer(request.user))
    if chosen.is_working:
        content = _or_404(files.working_file(_book(chosen), name))
    else:
        content = bytes(_or_404(files.published_file(chosen.head, name)).content)
    return _or_404(files.download(name, content))


def workbook_order(request: HttpRequest, year: int) -> HttpResponse:
    """Orders the working edition's workbook, and shows how far it has come."""
    officer = _officer_or_404(request)
    _chosen(request, year, officer=True, asked="0")
    if request.method != "POST":
        return redirect("tables", year)
    return redirect("workbook_job", year, order_workbook(year=year, by=officer).pk)


@never_cache
def workbook_job(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """How far a workbook has come; its file when it is ready, the reason when it failed."""
    job = _workbook_job_or_404(request, year, number)
    context = {
        "heading": _("Arbetsbok med tabeller %(year)s") % {"year": year},
        "trail": (*_trail(), (_tables_of(year), reverse("tables", args=(year,)))),
        "year": year,
        "job": job,
        "waiting": job.state in (JobState.QUEUED, JobState.RUNNING),
        "file": files.file_of(job),
    }
    return render(request, "exports/workbook.html", context)


def workbook_retry(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Queues a failed workbook again."""
    officer = _officer_or_404(request)
    job = _workbook_job_or_404(request, year, number)
    if request.method == "POST":
        retry_job(job=job, by=officer)
    return redirect("workbook_job", year, number)


@never_cache
def workbook_file(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The file that a workbook's job has made."""
    file = _or_404(files.file_of(_workbook_job_or_404(request, year, number)))
    return _or_404(files.download(file.name, bytes(file.content)))


def _trail() -> tuple[tuple[str, str], ...]:
    return ((_("Tabeller"), reverse("table_years")),)


def _tables_of(year: int) -> str:
    return _("Tabeller %(year)s") % {"year": year}


def _chosen(request: HttpRequest, year: int, *, officer: bool, asked: str | None = None) -> pages.Chosen:
    version = request.GET.get("version") if asked is None else asked
    return _or_404(pages.choose_edition(heads(year, officer=officer), version))


def _book(chosen: pages.Chosen) -> Book:
    try:
        return book(chosen.head.year, chosen.head.number)
    except NoSuchEdition as error:
        raise Http404(str(error)) from error


def _officer_or_404(request: HttpRequest) -> User:
    if isinstance(request.user, User) and is_officer(request.user):
        return request.user
    raise Http404


def _workbook_job_or_404(request: HttpRequest, year: int, number: int) -> Job:
    _officer_or_404(request)
    return _or_404(files.workbook_job(year, number))


def _or_404(found: Found | None) -> Found:
    if found is None:
        raise Http404
    return found
