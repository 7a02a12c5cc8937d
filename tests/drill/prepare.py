"""Makes the drill's country in an empty, migrated database: python -m tests.drill prepare FOLDER"""

from pathlib import Path

from django.db import transaction

from accounts.organisation_files import read_organisations
from accounts.services import load_organisations, system_user
from exports.services import load_tables
from tests import country
from tests.drill.place import write_organisations
from tests.pages.country import REPORT


def main(argument: str) -> None:
    organisations = write_organisations(Path(argument))
    with transaction.atomic():
        load_organisations(lines=read_organisations(organisations), by=system_user())
        for key in ("region-2030", "kommun-2030", "rss-2030"):
            country.publish(key)
        load_tables(year=country.YEAR, source=REPORT, by=system_user())
