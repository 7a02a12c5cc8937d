"""What a round's mails say and when it reminds by itself, for its officers to read and change."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from questionnaires.forms.mail_text import MailTextForm, ReminderDayForm
from questionnaires.models import MailText, Round, RoundState
from questionnaires.notifications import ROUND_MAILS, RoundMail, Words, preview, shipped_words, wordings_of
from questionnaires.rules import Refused
from questionnaires.selectors.national.officers import Officer, officer_of, round_named
from questionnaires.selectors.reminding import day_in_words, reminder_days
from questionnaires.services.mail_texts import (
    add_reminder_day,
    change_mail_text,
    remove_reminder_day,
    reset_mail_text,
)
from questionnaires.views.national.page import for_officers, page, round_trail

# A language within a heading: its name has a capital letter in English only.
IN_LANGUAGE = {"sv": gettext_lazy("på svenska"), "en": gettext_lazy("på engelska")}


@dataclass(frozen=True)
class Text:
    """A kind of mail in one language. own: what the round has of its own; None where it says what is shipped."""

    mail: RoundMail
    language: str
    own: MailText | None

    @property
    def language_name(self) -> str:
        """In the language in force."""
        return str(get_language_info(self.language)["name_translated"])


@for_officers
def mail_texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Every kind of mail in every language, and the days on which the round reminds."""
    officer, round_ = officer_of(request.user), round_named(slug)
    return _list(request, officer, round_, ReminderDayForm())


@for_officers
def mail_text(request: HttpRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """One mail's words; posted they are saved, or only shown as somebody would get them ("preview")."""
    officer, round_ = officer_of(request.user), round_named(slug)
    text = _text_or_404(round_, kind, language)
    words = wordings_of(round_).of(kind, language)
    form = MailTextForm(kind, language, request.POST or None, initial=words._asdict())
    if request.method != "POST" or not form.is_valid():
        return _edit(request, officer, round_, text, form, words)
    if "preview" in request.POST:
        return _edit(request, officer, round_, text, form, form.words)
    try:
        change_mail_text(round_=round_, kind=kind, language=language, words=form.words, by=officer.user)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _edit(request, officer, round_, text, form, form.words)
    messages.success(request, _("Texten är sparad och gäller från nästa mejl."))
    return redirect("mail_text", slug, kind, language)


@for_officers
def mail_text_reset(request: HttpRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """Asks first, and shows what the mail will say again."""
    officer, round_ = officer_of(request.user), round_named(slug)
    text = _text_or_404(round_, kind, language)
    if text.own is None:
        return redirect("mail_text", slug, kind, language)
    if request.method == "POST" and _done(
        request, lambda: reset_mail_text(round_=round_, kind=kind, language=language, by=officer.user)
    ):
        messages.success(request, _("Mejlet har den medföljande texten igen."))
        return redirect("mail_text", slug, kind, language)
    heading = _("Återställ texten: %(mail)s") % {"mail": text.mail.title}
    letter = preview(kind, round_, shipped_words(kind, language), language=language)
    context = _page(officer, round_, heading=heading, text=text, letter=letter)
    return render(request, "questionnaires/national/mail_text_reset.html", context)


@for_officers
@require_POST
def reminder_day_add(request: HttpRequest, slug: str) -> HttpResponse:
    """One more day on which the round reminds."""
    officer, round_ = officer_of(request.user), round_named(slug)
    form = ReminderDayForm(request.POST)
    if not form.is_valid():
        return _list(request, officer, round_, form)
    if _done(request, lambda: add_reminder_day(round_=round_, days=form.days, by=officer.user)):
        messages.success(request, _("Påminnelsedagen är tillagd."))
    return redirect("mail_texts", slug)


@for_officers
@require_POST
def reminder_day_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """One day less (POST days=-14)."""
    officer, round_ = officer_of(request.user), round_named(slug)
    found = [each for each in reminder_days(round_) if str(each) == request.POST.get("days")]
    if found and _done(request, lambda: remove_reminder_day(round_=round_, days=found[0], by=officer.user)):
        messages.success(request, _("Påminnelsedagen är borttagen."))
    return redirect("mail_texts", slug)


def _done(request: HttpRequest, change: Callable[[], None]) -> bool:
    """Makes the change, or tells why it can't be made."""
    try:
        change()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    return True


def _text_or_404(round_: Round, kind: str, language: str) -> Text:
    if kind not in ROUND_MAILS or language not in dict(settings.LANGUAGES):
        raise Http404
    own = MailText.objects.filter(round=round_, kind=kind, language=language).select_related("by").first()
    return Text(ROUND_MAILS[kind], language, own)


def _list(request: HttpRequest, officer: Officer, round_: Round, form: ReminderDayForm) -> HttpResponse:
    own = {(each.kind, each.language): each for each in round_.mail_texts.select_related("by")}
    rows = [
        (mail, [Text(mail, language, own.get((kind, language))) for language, _name in settings.LANGUAGES])
        for kind, mail in ROUND_MAILS.items()
    ]
    context = _page(
        officer,
        round_,
        heading=_("Mejl och påminnelser %(round)s") % {"round": round_},
        trail=round_trail(round_),
        rows=rows,
        languages=[str(get_language_info(code)["name_translated"]) for code, _name in settings.LANGUAGES],
        days=[(each, day_in_words(each)) for each in reminder_days(round_)],
        form=form,
        wrong=bool(form.errors),
    )
    return render(request, "questionnaires/national/mail_texts.html", context)


def _edit(
    request: HttpRequest, officer: Officer, round_: Round, text: Text, form: MailTextForm, shown: Words
) -> HttpResponse:
    kind, language = text.mail.kind, text.language
    context = _page(
        officer,
        round_,
        heading=_("%(mail)s, %(language)s")
        % {"mail": text.mail.title, "language": IN_LANGUAGE[text.language]},
        text=text,
        form=form,
        wrong=bool(form.errors),
        letter=None if form.errors else preview(kind, round_, shown, language=language),
        is_tried="preview" in request.POST,
    )
    return render(request, "questionnaires/national/mail_text.html", context)


def _page(officer: Officer, round_: Round, *, heading: str, **more: Any) -> dict[str, Any]:
    own = (
        _("Mejl och påminnelser %(round)s") % {"round": round_},
        reverse("mail_texts", args=(round_.slug,)),
    )
    defaults = {"trail": (*round_trail(round_), own), "is_over": round_.state == RoundState.PUBLISHED}
    return page(officer, round_, heading=heading, **{**defaults, **more})
