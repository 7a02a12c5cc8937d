from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.services import system_user
from questionnaires.answer_file import read_answer_file
from questionnaires.commands import CollectionCommand
from questionnaires.models import FrameMember, Questionnaire
from questionnaires.rules import Refused
from questionnaires.services.loading import LoadAs, load_answers, plan_load
from reading.errors import ErrorList


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
            raise Refused(f"Det finns ingen enkät “{key}”. De som finns: {', '.join(keys) or 'inga'}.")
        members = {
            member.code: member
            for member in FrameMember.objects.filter(
                round=questionnaire.round, kind=questionnaire.respondents
            ).select_related("round", "organisation", "rss")
        }
        by = system_user()
        files = read_answer_file(file, questionnaire.definition, known=members)
        errors = ErrorList(file.name)
        plans = plan_load(
            questionnaire=questionnaire,
            files=files,
            members=members,
            load_as=LoadAs(options["load_as"]),
            by=by,
            errors=errors,
        )
        errors.raise_if_any()
        changed = load_answers(questionnaire=questionnaire, plans=plans, source=file.name, by=by)
        return (
            f"{questionnaire}: svar från {len(files)} av {len(members)} organisationer, "
            f"{changed} nya eller ändrade, {len(files) - changed} som förut."
        )
