"""Placeholder: filled by the next slices."""

from django.http import HttpResponse

from editorial.admin.review.screen import Screen


def withdraw(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)


def confirm_withdrawal(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)


def reinstate(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)
