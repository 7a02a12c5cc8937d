"""The words of a round's mails: those that are shipped, or an officer's own, with placeholders in curly brackets.

Both are filled by the same code: what is shipped is a template whose variables are the placeholders themselves.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from questionnaires.models import MailText, Round
from reading.suggestion import closest
from records.mail import render_mail

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
# As templates elsewhere write them: meant as the same.
DOUBLED = re.compile(r"\{\{\s*([^{}\n]*?)\s*\}\}")


class Words(NamedTuple):
    """A mail's subject, on one line, and its text."""

    subject: str
    text: str


@dataclass(frozen=True)
class Placeholder:
    """What stands for something that differs from mail to mail. variable: what shipped templates call it."""

    variable: str
    meaning: str | Promise


PLACEHOLDERS = {
    "namn": Placeholder("name", gettext_lazy("mottagarens namn")),
    "organisation": Placeholder("organisation", gettext_lazy("den organisation som svaret gäller")),
    "titel": Placeholder("title", gettext_lazy("enkätens titel")),
    "adress": Placeholder("address", gettext_lazy("länken till sidan där mottagaren fortsätter")),
    "sista_svarsdag": Placeholder(
        "last_day", gettext_lazy("organisationens sista svarsdag, till exempel 31 mars 2031")
    ),
    "dagar_kvar": Placeholder(
        "days_left", gettext_lazy("tiden till sista svarsdagen, till exempel 14 dagar")
    ),
    "dagar_sedan": Placeholder(
        "days_since", gettext_lazy("tiden sedan sista svarsdagen, till exempel 2 dagar")
    ),
    "läge": Placeholder("state", gettext_lazy("svarets läge, till exempel Påbörjad")),
    "läget": Placeholder(
        "standing", gettext_lazy("kommunernas läge och länkarna till dem, räknat för varje RSS")
    ),
    "avsändare": Placeholder(
        "sender", gettext_lazy("den som gjorde det, eller myndigheten för det som sker av sig självt")
    ),
    "myndighet": Placeholder("agency_name", gettext_lazy("myndighetens namn")),
    "kontakt": Placeholder("contact_email", gettext_lazy("myndighetens e-postadress")),
}
EVERYWHERE = (
    "namn",
    "organisation",
    "titel",
    "adress",
    "sista_svarsdag",
    "avsändare",
    "myndighet",
    "kontakt",
)
# Without it the recipient doesn't find the way.
NEEDED = "adress"


@dataclass(frozen=True)
class RoundMail:
    """A kind of mail whose words a round can have of its own. more: its placeholders besides `common`.

    needed: the placeholder that its text can't be without.
    """

    kind: str
    title: str | Promise
    to: str | Promise
    more: tuple[str, ...] = ()
    common: tuple[str, ...] = EVERYWHERE
    needed: str = NEEDED

    @property
    def needed_mark(self) -> str:
        """As it is written in the text: "{adress}"."""
        return f"{{{self.needed}}}"

    @property
    def placeholders(self) -> dict[str, Placeholder]:
        """What may stand in it, in the order of the catalogue."""
        return {name: each for name, each in PLACEHOLDERS.items() if name in (*self.common, *self.more)}


_ANSWERING = gettext_lazy("Alla som svarar för organisationen")
ROUND_MAILS = {
    each.kind: each
    for each in (
        RoundMail("opened", gettext_lazy("Insamlingen har öppnat"), _ANSWERING, ("dagar_kvar",)),
        RoundMail(
            "reminder_before",
            gettext_lazy("Påminnelse före sista svarsdag"),
            _ANSWERING,
            ("dagar_kvar", "läge"),
        ),
        RoundMail(
            "reminder_after",
            gettext_lazy("Påminnelse efter sista svarsdag"),
            _ANSWERING,
            ("dagar_sedan", "läge"),
        ),
        RoundMail("returned", gettext_lazy("Svaret behöver kompletteras"), _ANSWERING),
        RoundMail("approved", gettext_lazy("RSS har godkänt kommunens svar"), _ANSWERING),
        RoundMail("accepted", gettext_lazy("Regionens eller RSS svar är mottaget"), _ANSWERING),
        RoundMail("reopened", gettext_lazy("Svaret är upplåst"), _ANSWERING),
        RoundMail("declined", gettext_lazy("En kommun avstår"), gettext_lazy("Samordnarna i kommunens RSS")),
        RoundMail(
            "digest",
            gettext_lazy("Veckobrev till samordnarna"),
            gettext_lazy("Samordnarna i varje RSS, på måndagar kl. 7, när något är nytt eller väntar"),
            common=("namn", "organisation", "myndighet", "kontakt"),
            more=("läget",),
            needed="läget",
        ),
    )
}


@dataclass
class Wordings:
    """What the mails of a round say. own: (kind, language) → the words that it has of its own."""

    own: Mapping[tuple[str, str], Words]
    _shipped: dict[tuple[str, str], Words] = field(default_factory=dict)

    def of(self, kind: str, language: str) -> Words:
        """The words in a language, with their placeholders."""
        if (kind, language) in self.own:
            return self.own[kind, language]
        if (kind, language) not in self._shipped:
            self._shipped[kind, language] = shipped_words(kind, language)
        return self._shipped[kind, language]


def wordings_of(round_: Round) -> Wordings:
    """What the mails of a round say, in one query."""
    return Wordings(
        {
            (each.kind, each.language): Words(each.subject, each.text)
            for each in MailText.objects.filter(round=round_)
        }
    )


def shipped_words(kind: str, language: str) -> Words:
    """What a kind of mail says where nobody has changed it, with its placeholders."""
    marks = {each.variable: f"{{{name}}}" for name, each in PLACEHOLDERS.items()}
    if not settings.CONTACT_EMAIL:
        marks["contact_email"] = ""
    return Words(*render_mail(kind, language, marks))


def fill(words: Words, values: Mapping[str, str]) -> Words:
    """The words with what their placeholders stand for. What `values` lacks stays as it is written."""

    def value(found: re.Match[str]) -> str:
        return values.get(found[1], found[0])

    return Words(PLACEHOLDER.sub(value, words.subject), PLACEHOLDER.sub(value, words.text).strip() + "\n")


def faults(text: str, kind: str, *, whole: bool = False) -> tuple[str, ...]:
    """What is wrong with the placeholders of a subject, or of a text (`whole`), a sentence each."""
    needed, known = ROUND_MAILS[kind].needed, ROUND_MAILS[kind].placeholders
    doubled = dict.fromkeys(DOUBLED.findall(text))
    text = DOUBLED.sub(r"{\1}", text)
    names = dict.fromkeys(PLACEHOLDER.findall(text))
    found = [_unknown(name, known) for name in names if name not in known]
    found += [_doubled(name) for name in doubled if name in known]
    found += _unpaired(text)
    if whole and needed not in names:
        found.append(_lacking(needed))
    return tuple(found)


def text_faults(kind: str, words: Words) -> tuple[str, ...]:
    """What keeps a mail's words from being sent, a sentence each."""
    found = [*faults(words.subject, kind), *faults(words.text, kind, whole=True)]
    if not words.subject.strip():
        found.append(_("Skriv en ämnesrad."))
    return tuple(found)


def _lacking(needed: str) -> str:
    if needed == NEEDED:
        return _("Texten saknar {adress}, länken till sidan. Skriv {adress} på en egen rad.")
    return _("Texten saknar {%(needed)s}. Skriv {%(needed)s} på en egen rad.") % {"needed": needed}


def _unknown(name: str, known: Mapping[str, Placeholder]) -> str:
    close = closest(name.strip().casefold(), known)
    if close:
        return _("{%(name)s} finns inte. Menade du {%(close)s}?") % {"name": name, "close": close}
    everything = ", ".join(f"{{{each}}}" for each in known)
    return _("{%(name)s} finns inte. Här finns %(all)s.") % {"name": name, "all": everything}


def _doubled(name: str) -> str:
    return _("Skriv {%(name)s} med en klammer på var sida, inte två.") % {"name": name}


def _unpaired(text: str) -> Iterator[str]:
    """The lines on which a curly bracket is left where every placeholder is taken away."""
    for line in text.splitlines():
        if set("{}") & set(PLACEHOLDER.sub("", line)):
            yield _("En klammer saknar sin andra hälft: ”%(line)s”. Skriv till exempel {titel}.") % {
                "line": line.strip()[:60]
            }
