"""Addresses of the acts on one record, in the admin's namespace. `review_urls` joins the admin site's own patterns."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from editorial.admin import history
from editorial.admin.review import (
    commenting,
    deciding,
    merging,
    previewing,
    reverting,
    scheduling,
    submitting,
    withdrawing,
)
from editorial.admin.review.screen import on_screen

VIEWS = {
    "submit": submitting.submit,
    "recall": submitting.recall,
    "discard": submitting.discard,
    "review": deciding.review,
    "preview": previewing.open_preview,
    "history": history.of_record,
    "comments": commenting.comments,
    "revert_to": reverting.revert_to,
    "schedule": scheduling.schedule,
    "unschedule": scheduling.unschedule,
    "withdraw": withdrawing.withdraw,
    "confirm_withdrawal": withdrawing.confirm_withdrawal,
    "reinstate": withdrawing.reinstate,
    "propose_merge": merging.propose_merge,
    "merge": merging.merge,
    "drop_merge": merging.drop_merge,
}


def review_urls(admin_site: AdminSite) -> list[URLPattern]:
    """`/admin/editorial/<verb>/<uuid>/`, named `editorial_<verb>`, for staff who are logged in."""
    return [
        path(
            f"editorial/{verb.replace('_', '-')}/<uuid:record_id>/",
            admin_site.admin_view(on_screen(admin_site, view)),
            name=f"editorial_{verb}",
        )
        for verb, view in VIEWS.items()
    ]
