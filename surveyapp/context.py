"""What every template knows of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """The product's and the agency's names, and whether this is the demonstration."""
    return {
        "product_name": settings.PRODUCT_NAME,
        "agency_name": settings.AGENCY_NAME,
        "demo": settings.DEMO,
    }
