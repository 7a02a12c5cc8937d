"""The site with two bare views beside it, for bench/section.py: what Django itself costs, in the same server."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from questionnaires.forms.section import section_views
from questionnaires.models import Response
from surveyapp.urls import handler403, handler404, handler500  # noqa: F401 - the site's own
from surveyapp.urls import urlpatterns as site

SECTION = "narvard"
PAGE = Path(__file__).with_name("section_bare.html")


@cache
def template() -> Any:
    return engines["django"].from_string(PAGE.read_text(encoding="utf-8"))


def bare_page(request: HttpRequest, response: int, size: int) -> HttpResponse:
    """The same rows from one row of the database, as a plain template loops over them; padded to `size` bytes."""
    request.session.get("_auth_user_id")
    found = Response.objects.select_related("questionnaire").get(pk=response)
    section = next(each for each in found.questionnaire.definition.sections if each.key == SECTION)
    questions = [
        {
            "key": view.question.key,
            "text": view.question.text,
            "help": view.question.help,
            "choices": view.question.choices,
            "chosen": (found.cells.get(view.question.key, {}).get("answer") or {}).get("choices", ()),
            "rows": [
                {
                    "name": cell.name,
                    "id": cell.id,
                    "text": cell.text,
                    "error": "",
                    "version": found.cells.get(cell.name, {}).get("version", 0),
                    "chosen": (found.cells.get(cell.name, {}).get("answer") or {}).get("choice"),
                }
                for cell in view.cells
                if cell.cell.item
            ],
        }
        for view in section_views(section)
    ]
    html = template().render({"title": section.title, "questions": questions}, request).encode()
    return HttpResponse(html + b" " * (size - len(html)))


def bare_save(request: HttpRequest, response: int) -> HttpResponse:
    """Reads every field posted and keeps them as one JSON row, nothing else asked or written."""
    request.session.get("_auth_user_id")
    posted = {name: request.POST.getlist(name) for name in request.POST}
    found = Response.objects.get(pk=response)
    answers = {name: values[0] for name, values in posted.items() if ":" not in name}
    kept = {name: {"answer": {"choice": choice}, "version": 1} for name, choice in answers.items()}
    Response.objects.filter(pk=response).update(cells={**found.cells, **kept})
    return HttpResponse(json.dumps({"saved": len(posted)}))


urlpatterns = [
    path("bench/<int:response>/<int:size>/", bare_page),
    path("bench/<int:response>/spara/", bare_save),
    *site,
]
