"""Giving organisations more time and taking it back: the same for those who may, whatever they may see."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.forms.days import ExtensionForm
from questionnaires.models import Extension, FrameMember
from questionnaires.services.extensions import end_extension, grant_extension
from questionnaires.views.refusal import do_and_tell, refusal

# What stands for an organisation in the form → the organisation, and its questionnaire's key.
Candidates = Mapping[str, tuple[FrameMember, str]]


def grant(request: HttpRequest, form: ExtensionForm, candidates: Candidates, *, by: User) -> str | None:
    """Gives more time where the form was sent and is right, and says so on the next page: then "".

    Else why it was refused; None where nothing was tried.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    member, key = candidates[form.cleaned_data["whose"]]
    until, reason = form.cleaned_data["until"], form.cleaned_data["reason"]
    refused = refusal(lambda: grant_extension(member=member, key=key, until=until, reason=reason, by=by))
    if not refused:
        messages.success(request, _("%(name)s har fått mer tid.") % {"name": member.name})
    return refused


def end(request: HttpRequest, granted: Iterable[Extension], *, by: User) -> None:
    """Takes back the extension that was asked for (POST end=NUMBER), and says so. Raises Http404 for any other's."""
    ended = next((each for each in granted if str(each.pk) == request.POST["end"]), None)
    if ended is None:
        raise Http404
    done = _("%(name)s har inte längre mer tid.") % {"name": ended.member.name}
    do_and_tell(request, lambda: end_extension(extension=ended, by=by), done)
