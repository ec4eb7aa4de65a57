"""What an authenticator app and a mailbox give: codes of a secret, links of a letter. No assertion here."""

import re

from django.test import Client
from django_otp.oath import totp

from editorial.models import User
from editorial.services import second_factor

SECRET = "3132333435363738393031323334353637383930"


def token(secret: str = SECRET, later: int = 0) -> str:
    """The code that an app shows; `later` counts steps of 30 seconds, of which the next one is good already."""
    return f"{totp(bytes.fromhex(secret), drift=later):06d}"


def enrolled(user: User, secret: str = SECRET) -> list[str]:
    """Give the user a device; returns backup codes. The present code is not spent."""
    codes = second_factor.enrol(user=user, secret=secret, code=token(secret, -1))
    user.refresh_from_db()
    return codes


def with_password(user: User, **extra) -> Client:
    """A browser in which the user has typed name and password."""
    client = Client()
    client.post("/admin/login/", {"username": user.username, "password": "password"}, **extra)
    return client


def link_in(text: str) -> str:
    """The path of the first link into the desk."""
    return re.search(r"https?://[^/\s]+(/admin/-/\S+/)", text).group(1)


def follow(client: Client, link: str) -> tuple:
    """Open a link as a browser does: the page, and the address that it ends at."""
    page = client.get(link, follow=True)
    return page, page.request["PATH_INFO"]
