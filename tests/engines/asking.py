"""A process that asks for jobs as a web process does: in transactions, one line of its input each.

A line is JSON: {"kind": …, "arguments": {…}, "commit": true}. Answered with the job's number once the transaction
has ended and what follows a commit has been done.
"""

import json
import os
import sys

import django
from django.db import transaction


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.records.settings")
    django.setup()
    from accounts.services import system_user
    from records.services import ask_for_job

    by = system_user()
    for line in sys.stdin:
        wish = json.loads(line)
        with transaction.atomic():
            job = ask_for_job(kind=wish["kind"], arguments=wish["arguments"], by=by)
            transaction.set_rollback(not wish["commit"])
        print(job.pk, flush=True)


if __name__ == "__main__":
    main()
