"""Check and sign: every answer on one page, what is left to correct or explain, and the signature."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.translation import gettext as _

from questionnaires.forms.signing import InPlaceForm, SigningForm
from questionnaires.models import Side, State
from questionnaires.rules import Refused, check_can
from questionnaires.selectors.conversations import Conversation, conversations
from questionnaires.selectors.respondent.changes import ChangedBy, changed_since
from questionnaires.selectors.respondent.own import OwnResponse, own_response
from questionnaires.selectors.respondent.signers import signers_of, signers_to_ask
from questionnaires.sentences import marked_place
from questionnaires.services.explanations import save_explanations
from questionnaires.services.responses import submit_response
from questionnaires.services.signing import ask_signer
from questionnaires.views.respondent.checked import (
    Fault,
    answered_at,
    changers,
    check_answers,
    typed_explanations,
)
from questionnaires.views.respondent.page import for_respondents, page
from questionnaires.views.respondent.saving import begun


@for_respondents
def check(request: HttpRequest, member: int, key: str) -> HttpResponse:
    """Shows every answer; keeps explanations, sends in, or asks a signer to."""
    own = own_response(request.user, member, key)
    if request.method != "POST":
        return _show(request, own)
    if own.response.pk is None:
        return redirect("task_list", *own.address)
    try:
        return _act(request, own)
    except Refused as refused:
        if "submit" in request.POST and (number := _sent_by_reader(own_response(request.user, member, key))):
            return redirect("receipt", *own.address, number)
        form = _form_class(own)(request.POST) if "submit" in request.POST else None
        return _show(request, own, form=form, refused=str(refused), changed=_changed(request, own))


def _act(request: HttpRequest, own: OwnResponse) -> HttpResponse:
    """What is typed is kept whatever button was pressed. Raises Refused."""
    own = begun(own)
    _keep_signature(request, own)
    if "submit" in request.POST:
        return _submit(request, own)
    if joined := _keep_explanations(request, own):
        messages.warning(request, joined)
    if "go" in request.POST:
        return redirect(answered_at(own, request.POST["go"]) or reverse("task_list", args=own.address))
    if "ask" not in request.POST:
        # "save" is the button of the page that hands back what was typed.
        handed_back = _("Det du skrev är sparat. Svaren är inte inlämnade ännu.")
        messages.success(request, handed_back if "save" in request.POST else _("Förklaringarna är sparade."))
        return redirect("check", *own.address)
    signer = next((each for each in signers_of(own.member) if str(each.pk) == request.POST["ask"]), None)
    if signer is None:
        raise Http404
    ask_signer(response=own.response, signer=signer, by=own.user)
    messages.success(
        request, _("%(name)s har fått ett mejl om att kontrollera och lämna in.") % {"name": signer.name}
    )
    return redirect("check", *own.address)


def _submit(request: HttpRequest, own: OwnResponse) -> HttpResponse:
    if not own.can_edit:
        # First why nothing can be sent in at all: then it doesn't matter what is lacking.
        check_can("submit", own.response, by=own.user)
    elif joined := _keep_explanations(request, own):
        raise Refused(joined)
    if request.POST.get("version", str(own.questionnaire.version)) != str(own.questionnaire.version):
        raise Refused(
            _("Enkäten har rättats sedan du öppnade sidan. Läs igenom svaren igen innan du lämnar in.")
        )
    form = _form_class(own)(request.POST)
    checked = check_answers(own)
    if not form.is_valid() or checked.faults or checked.unexplained:
        return _show(request, own, form=form, changed=_changed(request, own))
    submission = submit_response(
        response=own.response, by=own.user, seen=request.POST.get("seen"), **form.cleaned_data
    )
    request.session.pop(_kept_at(own), None)
    return redirect("receipt", *own.address, submission.number)


def _keep_explanations(request: HttpRequest, own: OwnResponse) -> str:
    """Keeps what is typed; what to tell where a colleague has explained the same meanwhile, else nothing."""
    typed, read = typed_explanations(own, request.POST)
    if save_explanations(response=own.response, texts=typed, read=read, by=own.user):
        return _(
            "En kollega har förklarat samma sak under tiden. Båda förklaringarna står kvar: läs igenom dem."
        )
    return ""


def _sent_by_reader(own: OwnResponse) -> int | None:
    """The number of what stands sent in, where it was the reader who sent it: by a button pressed twice, or in
    another window. Nothing has gone wrong then."""
    if own.can_edit:
        return None
    sent = own.submissions().standing().order_by("-number").first()
    return sent.number if sent and sent.submitted_by_id == own.user.pk else None


def _keep_signature(request: HttpRequest, own: OwnResponse) -> None:
    """Keeps what is typed as signature until it is sent in, for this person on this browser alone."""
    typed = {name: request.POST[name] for name in _form_class(own).base_fields if name in request.POST}
    if typed:
        request.session[_kept_at(own)] = typed


def _kept_at(own: OwnResponse) -> str:
    return f"signature-{own.response.pk}"


def _changed(request: HttpRequest, own: OwnResponse) -> tuple[ChangedBy, ...]:
    """By whom the answers were changed since the page that was sent in was made."""
    read = _seen(request.POST.get("seen", "")) if "submit" in request.POST else None
    return changed_since(own.response, read) if read and own.can_edit else ()


def _seen(posted: str) -> datetime | None:
    """When the answers that the page showed were last changed, of the mark that it posted."""
    _questionnaire, _space, changed = posted.partition(" ")
    try:
        return parse_datetime(changed)
    except ValueError:
        return None


def _show(
    request: HttpRequest,
    own: OwnResponse,
    *,
    form: SigningForm | None = None,
    refused: str = "",
    changed: tuple[ChangedBy, ...] = (),
) -> HttpResponse:
    """form: the signature that was sent, with what is wrong in it; refused: why nothing was sent in. changed: by whom
    the answers were changed since they were read."""
    checked = check_answers(own, changed)
    wrong = [*(Fault(f"#{name}", error) for name, error in _form_errors(form)), *checked.faults]
    faults = [
        *wrong,
        *(
            Fault(f"#{each.name}", format_html("{}: {}", marked_place(each.number, each.row), each.sentence))
            for each in checked.unexplained
        ),
    ]
    context = page(
        own,
        heading=_("Kontrollera och lämna in") if own.can_edit else _("Era svar"),
        checked=checked,
        faults=faults,
        is_right=not wrong,
        refused=refused,
        changers=changers(own, changed),
        waiting=_waiting(own),
        leads_on=own.can_edit and own.response.state != State.NOT_STARTED,
        wrong=bool(refused or form),
        tried=form is not None,
        form=form
        or _form_class(own)(initial={"signed_name": own.user.name} | request.session.get(_kept_at(own), {})),
        is_signer=own.may_sign,
        signers=() if own.may_sign or own.is_reported or not own.can_edit else signers_to_ask(own.response),
        days=(own.deadline - timezone.localdate()).days,
        is_late=timezone.localdate() > own.deadline,
        seen=own.response.change_mark,
    )
    return render(request, "questionnaires/check.html", context)


def _waiting(own: OwnResponse) -> list[Conversation]:
    """The questions to the organisation that nobody has answered, while it can still say so with what it sends in."""
    if not (own.is_own and own.can_edit):
        return []
    return [each for each in conversations(own.response, reader=Side.OWN) if each.waits]


def _form_class(own: OwnResponse) -> type[SigningForm]:
    return SigningForm if own.is_own else InPlaceForm


def _form_errors(form: SigningForm | None) -> list[tuple[str, str]]:
    if form is None:
        return []
    return [(field.id_for_label, str(error)) for field in form for error in field.errors]
