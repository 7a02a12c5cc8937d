"""What the collection's commands have in common: a refusal by the rules is exit status 1 and its sentence."""

from typing import Any

from django.core.management.base import CommandError

from questionnaires.rules import Refused
from reading.command import FileCommand


class CollectionCommand(FileCommand):
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            super().handle(*args, **options)
        except Refused as refused:
            raise CommandError(f"{refused}\nInget har ändrats.") from refused
