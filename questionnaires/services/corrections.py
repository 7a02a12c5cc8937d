"""Going on with a questionnaire that has been corrected since it was begun (docs/decisions/0009)."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from questionnaires.definition.correction import fitted_cells
from questionnaires.models import AnswerChange, Questionnaire, Response
from questionnaires.rules import check_can
from questionnaires.services.steps import locked_response
from records.services import record_event


@transaction.atomic
def follow_correction(*, response: Response, questionnaire: Questionnaire, by: User) -> None:
    """Gives a response's answers to a newer version of its questionnaire from now on; to the same or an older: nothing.

    Answers that no longer fit are emptied, and stand in the history of changes. Submissions keep their version. When
    the answers were last changed, and by whom, isn't touched: nobody has answered. Raises Refused.
    """
    response = locked_response(response)
    if questionnaire.version <= response.questionnaire.version:
        return
    check_can("save", response, by=by)
    fitted = fitted_cells(questionnaire.definition, response.cells)
    lost = {
        name: [response.cells[name]["answer"], None]
        for name, cell in fitted.items()
        if cell != response.cells[name]
    }
    response.corrected_from = response.corrected_from or response.questionnaire
    response.questionnaire = questionnaire
    response.save(update_fields=["questionnaire", "corrected_from", *response.keep(fitted)])
    if lost:
        AnswerChange.objects.create(response=response, at=timezone.now(), by=by, cells=lost)
    record_event(
        verb="follow_correction",
        subject=response,
        by=by,
        organisation=response.respondent.organisation_id,
        year=response.respondent.round.counted_year,
        details={"cells": sorted(lost), "questionnaire_version": questionnaire.version},
    )
