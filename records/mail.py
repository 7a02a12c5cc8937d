"""The outbox: a mail is a row, written in the transaction that causes it, and sent by a job.

It is never lost: as long as it waits, a schedule stands that makes another job in time, whatever becomes of this one.
It is sent twice only if a worker dies between the server's OK and our record; then the Message-ID is the same, so
that the recipient's server can tell, and the row and the log say so.
"""

import logging
import smtplib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import formataddr, make_msgid
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Max, OuterRef, Subquery
from django.template import Context
from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from records.jobs import Progress, Store
from records.models import Mail, MailState, Schedule
from records.schedules import end_schedule
from records.services import Actor, ask_for_jobs

logger = logging.getLogger(__name__)

JOB = "mail"
# How long after each sending that failed the next one is tried; the last holds for all that follow.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
# What a template writes as {{ secret }}; only the mail that leaves has the secret itself.
SECRET_MARK = "[[secret]]"  # noqa: S105 - stands for one, and is none
LONGEST_SUBJECT = 300


@dataclass(frozen=True)
class _Outcome:
    """What became of a sending: the state that the mail is in now, and the server's words where it didn't take it."""

    state: MailState
    reason: str = ""


def write_mail(
    *,
    kind: str,
    to: str,
    name: str,
    language: str,
    context: Mapping[str, str | int | date],
    by: Actor,
    organisation: int | None = None,
    user: int | None = None,
    until: datetime | None = None,
    secret: str = "",
    mark: str = "",
) -> Mail:
    """Writes a mail in the caller's transaction, and asks for the job that sends it.

    Its text is the template mail/<kind>.txt in the recipient's language, the subject its first line; it has
    `context`, which never holds an answer, and the site's names (product_name, agency_name, contact_email,
    site_address, name). secret: what settings.MAIL_SECRET makes the text in place of {{ secret }} of, when the mail
    is sent. mark: a word before the subject ("[Prov]"). The rest as in Letter.
    """
    subject, text = render_mail(kind, language, {**context, "name": name})
    letter = Letter(
        kind=kind,
        to=to,
        name=name,
        language=language,
        subject=f"{mark} {subject}",
        text=text,
        organisation=organisation,
        user=user,
        until=until,
    )
    return _write([letter], by=by, secret=secret)[0]


@dataclass(frozen=True)
class Letter:
    """A mail as its recipient is to read it, whoever has written its words.

    kind: what it is called in lists. organisation, user: whom it is about and to, by number. until: after this it
    isn't sent any more.
    """

    kind: str
    to: str
    name: str
    language: str
    subject: str
    text: str
    organisation: int | None = None
    user: int | None = None
    until: datetime | None = None


def write_letters(letters: Iterable[Letter], *, by: Actor) -> tuple[Mail, ...]:
    """Writes any number of mails in the caller's transaction, with the jobs that send them; three queries in all."""
    return tuple(_write(list(letters), by=by))


def withdraw_mails(numbers: Iterable[int]) -> None:
    """What of these mails isn't sent yet never will be: there is no more need of it."""
    Mail.objects.filter(pk__in=list(numbers), state=MailState.WAITING).update(until=timezone.now())


def render_mail(kind: str, language: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The subject and the text of a template mail/<kind>.txt, in plain text: nothing is escaped."""
    names = {
        "product_name": settings.PRODUCT_NAME,
        "agency_name": settings.AGENCY_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "site_address": settings.SITE_ADDRESS,
        "secret": SECRET_MARK,
    }
    with translation.override(language):
        template: Any = get_template(f"mail/{kind}.txt")
        written = template.template.render(Context({**names, **context}, autoescape=False)).strip()
    subject, _, text = written.partition("\n")
    return _one_line(subject)[:LONGEST_SUBJECT], text.strip() + "\n"


def page_address(path: str) -> str:
    """The whole address of one of our pages, for a mail: "/svar/" → "https://samsvar.example/svar/"."""
    return f"{settings.SITE_ADDRESS}{path}"


def undeliverable(addresses: Iterable[str]) -> dict[str, str]:
    """Of these addresses those whose latest mail to come to an end was rejected, with the server's words."""
    over = Mail.objects.filter(to__in=set(addresses), state__in=(MailState.SENT, MailState.REJECTED))
    latest = over.values("to").annotate(number=Max("pk")).values("number")
    return dict(
        Mail.objects.filter(pk__in=latest, state=MailState.REJECTED)
        .values_list("to", "reason")
        .order_by("to")
    )


def last_outcome(address: str) -> Subquery:
    """How the latest mail to end went; `address` names the outer query's field that holds the address."""
    over = Mail.objects.filter(to=OuterRef(address), state__in=(MailState.SENT, MailState.REJECTED))
    return Subquery(over.order_by("-pk").values("state")[:1])


def mails_to(address: str, *, organisation: int | None = None, most: int = 10) -> tuple[Mail, ...]:
    """The latest mails to an address, the newest first; with `organisation` only those about it."""
    found = Mail.objects.filter(to=address).order_by("-pk")
    if organisation is not None:
        found = found.filter(organisation_number=organisation)
    return tuple(found.defer("text")[:most])


def send_mail(arguments: dict[str, Any], progress: Progress) -> Store:
    """The job: hands a mail to the server; what is stored is what became of it. A mail that is over is left alone."""
    progress(0, 1, "Skickar")  # ends here where the job has gone to another worker
    mail = _begin(int(arguments["mail"]))
    if mail is None:
        return lambda: {"state": "over"}
    outcome = _hand_over(mail)
    return partial(_record, mail.pk, outcome)


def _write(letters: list[Letter], *, by: Actor, secret: str = "") -> list[Mail]:
    domain = urlsplit(settings.SITE_ADDRESS).hostname
    mails = Mail.objects.bulk_create(
        Mail(
            kind=each.kind,
            to=each.to,
            name=_one_line(each.name),
            language=each.language,
            subject=_one_line(each.subject)[:LONGEST_SUBJECT],
            text=each.text,
            secret=secret,
            message_id=make_msgid(domain=domain),
            organisation_number=each.organisation,
            user_number=each.user,
            by_number=by.pk,
            until=each.until,
        )
        for each in letters
    )
    _ask_for_sending(mails, by)
    return mails


def _ask_for_sending(mails: list[Mail], by: Actor) -> None:
    """A job for each now, and a schedule that makes another as long as the mail waits and that one is over."""
    jobs = ask_for_jobs(kind=JOB, arguments=[{"mail": mail.pk} for mail in mails], by=by)
    due_at = timezone.now() + DELAYS[0]
    Schedule.objects.bulk_create(
        Schedule(
            key=_key(mail.pk),
            kind=JOB,
            arguments=job.arguments,
            due_at=due_at,
            every=DELAYS[-1],
            job_number=job.pk,
            asked_by_number=by.pk,
        )
        for mail, job in zip(mails, jobs, strict=True)
    )


def _begin(number: int) -> Mail | None:
    """Notes that the mail is about to be handed over, and when it is tried next should nothing come of that.

    None where nothing is to be sent.
    """
    now = timezone.now()
    with transaction.atomic():
        waiting = Mail.objects.select_for_update().filter(pk=number, state=MailState.WAITING)
        mail = waiting.first()
        if mail is None:
            return None
        if mail.until is not None and mail.until < now:
            _record(number, _Outcome(MailState.EXPIRED, mail.reason))
            return None
        if mail.handed_at is not None:
            mail.sent_again = True
            logger.warning("Mail %s may be sent again, as %s: its last worker died.", number, mail.message_id)
        mail.tries += 1
        mail.handed_at = now
        mail.save(update_fields=["sent_again", "tries", "handed_at"])
        delay = DELAYS[min(mail.tries, len(DELAYS)) - 1]
        Schedule.objects.filter(key=_key(number)).update(due_at=now + delay)
    return mail


def _record(number: int, outcome: _Outcome) -> dict[str, Any]:
    now = timezone.now() if outcome.state == MailState.SENT else None
    Mail.objects.filter(pk=number).update(
        state=outcome.state, reason=outcome.reason, sent_at=now, handed_at=None
    )
    if outcome.state != MailState.WAITING:
        end_schedule(key=_key(number))
    return {"state": str(outcome.state)}


def _hand_over(mail: Mail) -> _Outcome:
    connection = get_connection()
    try:
        connection.open()
        connection.send_messages([_message(mail)])
    except smtplib.SMTPRecipientsRefused as refused:
        code, said = next(iter(refused.recipients.values()))
        return _refusal(mail, code, said)
    except smtplib.SMTPDataError as refused:
        return _refusal(mail, refused.smtp_code, refused.smtp_error)
    except (OSError, smtplib.SMTPException) as trouble:
        # The server is away, or doesn't take what we say of ourselves: no fault of the recipient's address.
        logger.warning("Mail %s wasn't sent (try %s); it is tried later.", mail.pk, mail.tries, exc_info=True)
        return _Outcome(MailState.WAITING, _one_line(str(trouble)))
    finally:
        _close(connection)
    return _Outcome(MailState.SENT)


def _close(connection: Any) -> None:
    """What goes wrong while saying goodbye is no reason to send the mail once more."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("The mail server was gone before goodbye.", exc_info=True)


def _refusal(mail: Mail, code: int, said: bytes | str) -> _Outcome:
    """5xx is for ever, 4xx for now (RFC 5321, 4.2.1)."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    state = MailState.REJECTED if code >= 500 else MailState.WAITING
    logger.warning("Mail %s: the server answered %s (try %s).", mail.pk, code, mail.tries)
    return _Outcome(state, f"{code} {_one_line(words)}")


def _message(mail: Mail) -> EmailMessage:
    text = mail.text
    if mail.secret:
        text = text.replace(SECRET_MARK, import_string(settings.MAIL_SECRET)(mail.secret))
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": mail.language,
    }
    return EmailMessage(mail.subject, text, to=[formataddr((mail.name, mail.to))], headers=headers)


def _one_line(text: str) -> str:
    """On one line, and without control characters: fit for a mail's head."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _key(number: int) -> str:
    return f"mail:{number}"
