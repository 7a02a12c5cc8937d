"""Where somebody asks from."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def place_of(request: HttpRequest) -> str | None:
    """The address that somebody asks from, to count by; of IPv6 its network, as one machine has many addresses."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        # The last one is our own proxy's word; those before it are whatever the asker wrote.
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return None
    if address.version == 6:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return str(address)
