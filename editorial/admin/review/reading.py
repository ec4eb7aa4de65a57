"""Placeholder: filled by the next slices."""

from django.http import HttpResponse

from editorial.admin.review.screen import Screen


def preview(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)


def history(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)
