from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.services import system_user
from questionnaires.answer_file import AnswerFile
from questionnaires.commands import CollectionCommand
from questionnaires.models import FrameMember, Questionnaire
from questionnaires.rules import Refused
from questionnaires.services.loading import LoadAs, check_load, load_answers


class Command(CollectionCommand):
    help = "Läser in svar (CSV: organisation,question,item,value,text) på enkäten KEY."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", metavar="KEY")
        parser.add_argument("file", metavar="FILE.csv", type=Path)
        parser.add_argument(
            "--as", dest="load_as", choices=[each.value for each in LoadAs], default=LoadAs.DRAFT.value
        )

    def read(self, options: dict[str, Any]) -> str:
        key: str = options["key"]
        file: Path = options["file"]
        questionnaire = (
            Questionnaire.objects.select_related("round").filter(key=key).order_by("-version").first()
        )
        if questionnaire is None:
            keys = sorted(set(Questionnaire.objects.values_list("key", flat=True)))
            raise Refused(f"Det finns ingen enkät ”{key}”. De som finns: {', '.join(keys) or 'inga'}.")
        codes = FrameMember.objects.filter(round=questionnaire.round, kind=questionnaire.respondents)
        known = frozenset(codes.values_list("code", flat=True))
        load_as, by = LoadAs(options["load_as"]), system_user()
        with AnswerFile(file, questionnaire.definition, known=known) as answers:
            check_load(
                questionnaire=questionnaire,
                organisations=answers.organisations(),
                load_as=load_as,
                by=by,
                errors=answers.errors,
            )
            answers.errors.raise_if_any()
            changed = load_answers(
                questionnaire=questionnaire,
                organisations=answers.organisations(),
                load_as=load_as,
                source=file.name,
                by=by,
            )
        return (
            f"{questionnaire}: svar från {len(answers)} av {len(known)} organisationer, "
            f"{changed} nya eller ändrade, {len(answers) - changed} som förut."
        )
