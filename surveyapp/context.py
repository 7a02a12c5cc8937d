"""What every template knows of the site and of who looks at it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.selectors import roles_of


def site(request: HttpRequest) -> dict[str, Any]:
    """The product's and the agency's names, whether this is the demonstration, and the reader's memberships.

    product_short: the product's name before its dash, for the page's title.
    """
    return {
        "product_name": settings.PRODUCT_NAME,
        "product_short": settings.PRODUCT_NAME.partition(" – ")[0],
        "agency_name": settings.AGENCY_NAME,
        "demo": settings.DEMO,
        "memberships": SimpleLazyObject(lambda: roles_of(request.user)),
    }
