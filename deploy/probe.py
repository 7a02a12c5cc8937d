"""Asks an address of this service and ends well if the answer is 200: python deploy/probe.py http://127.0.0.1:8000/healthz

For health checks inside a container, where curl isn't. The name asked for is one that the site is reached by, as
Django answers to no other.
"""

import os
import sys
from urllib.request import Request, urlopen

if __name__ == "__main__":
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0]
    with urlopen(Request(sys.argv[1], headers={"Host": host}), timeout=5) as answer:  # noqa: S310 - our own address
        sys.exit(answer.status != 200)
