from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from accounts.services import system_user
from questionnaires.commands import CollectionCommand
from questionnaires.definition import parse_definition
from questionnaires.services.publishing import publish_questionnaire
from reading.yaml_file import read_text


class Command(CollectionCommand):
    help = "Kontrollerar en enkät (YAML) och publicerar den i sitt års insamling."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE.yaml", type=Path)

    def read(self, options: dict[str, Any]) -> str:
        file: Path = options["file"]
        source = read_text(file)
        definition = parse_definition(source, file=file.name)
        questionnaire, is_news = publish_questionnaire(definition=definition, source=source, by=system_user())
        what = "publicerad" if is_news else "oförändrad"
        questions = sum(1 for question in definition.questions if question.type != "note")
        return f"{questionnaire}: {what}. {questions} frågor, {len(definition.cells)} svarsrutor."
