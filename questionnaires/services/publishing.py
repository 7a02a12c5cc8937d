"""Publishing a questionnaire: from checked data to a version that never changes."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from questionnaires.definition import Definition
from questionnaires.models import Questionnaire, Round, RoundState
from questionnaires.rules import Refused
from questionnaires.services.rounds import locked_round, open_round
from records.services import record_event


@transaction.atomic
def publish_questionnaire(
    *, definition: Definition, source: str, by: User, into: Round | None = None
) -> tuple[Questionnaire, bool]:
    """Publishes a definition in its year's round, which is made open if it is missing; whether that was news.

    into: another round of the year, its trial. The same definition again is no change; another under the same key is
    its next version. Raises Refused where the key belongs to another round or another kind of organisation, or the
    round takes no more questionnaires.
    """
    rounds = Round.objects.select_for_update()
    found = locked_round(into) if into else rounds.of_year(definition.year).first()
    newest = Questionnaire.objects.filter(key=definition.key).order_by("-version").first()
    if newest and newest.definition == definition:
        return newest, False
    if newest:
        _check_belongs(newest, definition, found)
    round_ = found or open_round(year=definition.year, by=by)
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise Refused(_("Insamlingen %(year)s är stängd och tar inga nya enkäter.") % {"year": round_.year})
    questionnaire = Questionnaire.objects.create(
        round=round_,
        key=definition.key,
        version=newest.version + 1 if newest else 1,
        respondents=definition.respondents,
        source=source,
        published_at=timezone.now(),
    )
    record_event(
        verb="questionnaire_published",
        subject=questionnaire,
        by=by,
        year=round_.counted_year,
        details={"key": definition.key, "version": questionnaire.version},
    )
    return questionnaire, True


def _check_belongs(newest: Questionnaire, definition: Definition, round_: Round | None) -> None:
    """Raises Refused where what is already published under a key is of another year, round or kind."""
    if newest.definition.year != definition.year:
        raise Refused(
            _("Nyckeln %(key)s hör redan till insamlingen %(year)s. Ge enkäten en ny nyckel.")
            % {"key": definition.key, "year": newest.definition.year}
        )
    if round_ and newest.round_id != round_.pk:
        raise Refused(
            _("Nyckeln %(key)s hör till ett prov av insamlingen. Ge enkäten en egen nyckel.")
            % {"key": definition.key}
        )
    if newest.respondents != definition.respondents:
        raise Refused(
            _(
                "Enkäten %(key)s ställs redan till en annan sorts organisation (%(respondents)s). Ge den en ny nyckel."
            )
            % {"key": definition.key, "respondents": newest.respondents}
        )
