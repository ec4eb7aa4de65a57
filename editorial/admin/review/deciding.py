"""Placeholder: filled by the next slices."""

from django.http import HttpResponse

from editorial.admin.review.screen import Screen


def review(screen: Screen) -> HttpResponse:
    return screen.refused("Not built yet.", 404)
