"""Placeholder: filled by the next slices."""

from django.http import HttpResponse

from editorial.admin.review.screen import Screen


def submit(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)


def recall(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)


def discard(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)
