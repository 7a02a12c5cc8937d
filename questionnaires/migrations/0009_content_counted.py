"""How much is answered is kept with each response and submission; those that are there are counted."""

from typing import Any

from django.db import migrations, models

from questionnaires.definition import parse_definition
from questionnaires.progress import content_of


def count(apps: Any, editor: Any) -> None:
    questionnaires = apps.get_model("questionnaires", "Questionnaire").objects.all()
    definitions = {each.pk: parse_definition(each.source, file=f"{each.key}.yaml") for each in questionnaires}
    responses = apps.get_model("questionnaires", "Response").objects
    for pk, version, cells in responses.values_list("pk", "questionnaire", "cells").iterator():
        stored = {name: cell["answer"] for name, cell in cells.items() if cell["answer"] is not None}
        content = content_of(definitions[version], stored)
        responses.filter(pk=pk).update(answered=content.answered, asked=content.asked)
    submissions = apps.get_model("questionnaires", "Submission").objects
    for pk, version, answers in submissions.values_list("pk", "questionnaire", "answers").iterator():
        content = content_of(definitions[version], answers)
        submissions.filter(pk=pk).update(answered=content.answered, asked=content.asked)


class Migration(migrations.Migration):
    dependencies = [("questionnaires", "0008_told")]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name=name,
                field=models.PositiveIntegerField(default=0),
                preserve_default=model == "response",
            )
            for model in ("response", "submission")
            for name in ("answered", "asked")
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("asked")), name="a_response_answers_what_is_asked"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(answered__lte=models.F("asked")),
                name="a_submission_answers_what_was_asked",
            ),
        ),
    ]
