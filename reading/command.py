"""What every command that reads a file has in common: all errors with their lines, exit status 1, nothing changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reading.errors import FileErrors


class FileCommand(BaseCommand):
    """A command whose `read` checks whole files before it writes; it reports every error at once."""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            said = self.read(options)
        except FileErrors as errors:
            for error in errors.errors:
                self.stderr.write(str(error))
            left_out = errors.count - len(errors.errors)
            more = f" De {len(errors.errors)} första visas." if left_out else ""
            raise CommandError(f"{errors.count} fel. Inget har ändrats.{more}") from errors
        self.stdout.write(said)

    def read(self, options: dict[str, Any]) -> str:
        """Checks and writes; returns the sentence to print. Raises FileErrors."""
        raise NotImplementedError
