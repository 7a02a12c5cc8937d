"""A file that was sent along, for those who may open it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from questionnaires.selectors.attachments import attachment_for
from questionnaires.views.documents import file
from questionnaires.views.respondent.page import for_respondents


@for_respondents
@never_cache
def attachment(request: HttpRequest, member: int, key: str, number: int) -> HttpResponse:
    """The file as a download."""
    found = attachment_for(request.user, member, key, number)
    return file(bytes(found.content), name=found.name, content_type=found.content_type)
