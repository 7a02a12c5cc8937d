"""What stands on a page, as somebody reads it."""

import re
from html import unescape

from django.test import Client

from accounts.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(html: bytes) -> str:
    """The page's text between the h1 and the footer, with its whitespace made single spaces."""
    text = html.decode().partition("<h1")[2].partition("<footer")[0].partition(">")[2]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", text))).replace(" ,", ",").strip()
