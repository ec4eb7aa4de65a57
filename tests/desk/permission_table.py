"""Who is answered what at every address of the desk: seven people by GET, then by a POST that would act.

In the order of `permission_world.WHO`: anonymous, nobody (staff without a role), Author, Reviewer, Publisher,
Administrator, superuser. A star: rows were written. Without one nothing was, whatever the status.
"""

from collections.abc import Iterator

from tests.desk.permission_world import STATES, TYPES

LOOK = "302 403 200 200 200 403 200"  # whoever sees drafts
ALL = "302 200 200 200 200 200 200"  # whoever is logged in
LEADS = "302 302 302 302 302 302 302"
ABSENT = "302 403 404 404 404 403 404"
NOWHERE = "302 404 404 404 404 404 404"
NOBODY = "302 403 403 403 403 403 403"
ADMINS = "302 403 403 403 403 200 200"
OPEN = "200 200 200 200 200 200 200"
NO_POST = "302 405 405 405 405 405 405"
NO_POST_HERE = "302 403 405 405 405 403 405"
GONE = "302 403 409 409 409 403 409"  # nothing is open, or nothing public is there
WRITERS = "302 403 302* 302* 302* 403 403"
PUBLISHERS = "302 403 403 403 302* 403 403"
TOO_LATE = "302 403 409 409 409 403 403"  # the state is in the way of who could
TOO_LATE_TO_PUBLISH = "302 403 403 403 409 403 403"
ADMINISTRATORS = "302 403 403 403 403 302* 302*"

REVIEWERS = "302 403 403 302* 302* 403 403"
TOO_LATE_TO_REVIEW = "302 403 403 409 409 403 403"

# name: by GET, by POST
PAGES = {
    "(?P<url>.*)$": (NOWHERE, NOWHERE),
    "-/preview/<str:token>/": (NOWHERE, NO_POST),
    "-/preview/<str:token>/<slug:language>/<slug:public_id>/": (NOWHERE, NO_POST),
    "-/preview/<str:token>/<slug:public_id>/": (NOWHERE, NO_POST),
    "-/preview/<str:token>/evidence/<slug:sha256>/": (NOWHERE, NO_POST),
    "activity": (LOOK, NO_POST_HERE),
    "app_list": ("302 404 200 200 200 200 200", "302 404 200 200 200 200 200"),
    "autocomplete": (LOOK, NO_POST),
    "backup_codes": (NO_POST, LEADS),
    "bulk": ("302 403 200 200 200 403 403", "302 403 200* 200* 200* 403 403"),
    "date": (LOOK, NO_POST),
    "evidence": (ABSENT, ABSENT),
    "find": ("302 403 200 200 200 200 200", NO_POST),
    "guide": (ALL, NO_POST),
    "guide_cs": (ALL, NO_POST),
    "guide_task": (ALL, NO_POST),
    "guide_task_cs": (ALL, NO_POST),
    "index": (ALL, ALL),
    "invitation": (OPEN, OPEN),
    "jsi18n": (ALL, NO_POST),
    "log": ("302 403 200 200 200 200 200", NO_POST),
    "login": ("200 302 302 302 302 302 302", OPEN),
    "logout": (NO_POST, ALL),
    "notices": (LOOK, "302 403 400 400 400 403 400"),
    "password_change": (ALL, ALL),
    "password_change_done": (ALL, NO_POST),
    "password_forgotten": (OPEN, OPEN),
    "password_reset": (OPEN, OPEN),
    "permissions": (ALL, NO_POST),
    "record add": (ALL, ALL),
    "record change": (LEADS, LEADS),
    "record changelist": (LEADS, LEADS),
    "record delete": (NOBODY, NOBODY),
    "record history": (LEADS, LEADS),
    "record page": (LEADS, LEADS),
    "report": (LOOK, "302 403 302* 302* 302* 403 422"),
    "reports": (LOOK, NO_POST_HERE),
    "second_factor": (ALL, "302 422 422 422 422 422 422"),
    "second_factor_device": (ALL, "302 422 422 422 422 422 422"),
    "second_factor_picture": (LEADS, NO_POST),
    "similar": (ABSENT, NO_POST),
    "user add": (ADMINS, ADMINISTRATORS),
    "user change": (ADMINS, ADMINISTRATORS),
    "user changelist": (ADMINS, ADMINS),
    "user delete": (NOBODY, NOBODY),
    "user history": (LEADS, LEADS),
    "user page": (LEADS, LEADS),
    "user_invite": (NO_POST, ADMINISTRATORS),
    "user_reset_second_factor": (NO_POST, ADMINISTRATORS),
    "user_withdraw_invitation": (NO_POST, ADMINISTRATORS),
    "worklist": (LOOK, NO_POST_HERE),
}

# of each of the nine types
FORMS = {
    "<type> add": ("302 403 200 200 200 403 403", WRITERS),
    "<type> change": (LOOK, WRITERS),
    "<type> changelist": (LOOK, "302 403 302 302 302 403 200"),  # to the page of one act, or back with a word
    "<type> delete": (NOBODY, NOBODY),
    "<type> history": (LEADS, LEADS),
    "<type> page": (LEADS, LEADS),
}

NEW = "draft in_review changes_requested approved scheduled"  # never public, an edition is open
PUBLIC = "published edited merging"
CLOSED = "published withdrawn merging"
EVERY = " ".join(STATES)
# name: states: by GET, by POST
SCREENS = {
    "assign": {
        f"{NEW} edited": (LOOK, "302 403 302 302 302 403 403"),  # to nobody, as it was
        CLOSED: (LOOK, "302 403 422 422 422 403 403"),
    },
    "at": {EVERY: ("302 403 302 302 302 403 302", NO_POST)},
    "check": {
        PUBLIC: (LOOK, "302 403 302* 302* 302* 403 422"),
        f"{NEW} withdrawn": (LOOK, "302 403 422 422 422 403 422"),
    },
    "claim_review": {
        "in_review": (LOOK, REVIEWERS),
        "draft changes_requested approved scheduled edited": (LOOK, TOO_LATE_TO_REVIEW),
        CLOSED: (ABSENT, GONE),
    },
    "comments": {f"{NEW} edited": (LOOK, WRITERS), CLOSED: (LOOK, TOO_LATE)},
    "confirm_withdrawal": {
        NEW: (ABSENT, GONE),
        PUBLIC: (LOOK, TOO_LATE_TO_PUBLISH),
        "withdrawn": (LOOK, PUBLISHERS),
    },
    "discard": {NEW: (LOOK, NOBODY), "edited": (LOOK, WRITERS), CLOSED: (ABSENT, GONE)},
    "drop_merge": {"merging": (LOOK, PUBLISHERS), f"{NEW} published edited withdrawn": (ABSENT, GONE)},
    "history": {EVERY: (LOOK, LOOK)},
    "keep_apart": {EVERY: (LOOK, WRITERS)},
    "merge": {"merging": (LOOK, PUBLISHERS), f"{NEW} published edited withdrawn": (ABSENT, GONE)},
    "preview": {EVERY: ("302 403 302 302 302 403 302", NO_POST_HERE)},
    "propose_merge": {
        NEW: (ABSENT, GONE),
        "published edited": (LOOK, PUBLISHERS),
        "withdrawn merging": (LOOK, TOO_LATE_TO_PUBLISH),
    },
    "recall": {
        "draft changes_requested edited": (LOOK, TOO_LATE),
        "in_review approved scheduled": (LOOK, WRITERS),
        CLOSED: (ABSENT, GONE),
    },
    "reinstate": {
        NEW: (ABSENT, GONE),
        PUBLIC: (LOOK, TOO_LATE_TO_PUBLISH),
        "withdrawn": (LOOK, PUBLISHERS),
    },
    "release_review": {f"{NEW} edited": (LOOK, TOO_LATE_TO_REVIEW), CLOSED: (ABSENT, GONE)},
    "review": {
        "in_review": (LOOK, REVIEWERS),
        "draft changes_requested approved scheduled edited": (LOOK, TOO_LATE_TO_REVIEW),
        CLOSED: (ABSENT, GONE),
    },
    "revert_to": {EVERY: (LOOK, WRITERS)},
    "schedule": {
        "draft in_review changes_requested scheduled edited": (LOOK, TOO_LATE_TO_PUBLISH),
        "approved": (LOOK, PUBLISHERS),
        CLOSED: (ABSENT, GONE),
    },
    "set": {EVERY: (ABSENT, GONE)},
    "submit": {
        "draft changes_requested": (LOOK, WRITERS),
        "edited": (LOOK, "302 403 422 422 422 403 403"),  # it was public: a first publication it cannot be
        "in_review approved scheduled": (LOOK, TOO_LATE),
        CLOSED: (ABSENT, GONE),
    },
    "unschedule": {
        "draft in_review changes_requested approved edited": (LOOK, TOO_LATE_TO_PUBLISH),
        "scheduled": (LOOK, PUBLISHERS),
        CLOSED: (ABSENT, GONE),
    },
    "vanishing": {EVERY: (ABSENT, NO_POST_HERE)},
    "withdraw": {NEW: (ABSENT, GONE), PUBLIC: (LOOK, PUBLISHERS), "withdrawn": (LOOK, TOO_LATE_TO_PUBLISH)},
}

# Sentences that name no way on, because there is none.
FINAL = {
    "The record has vanished; nothing is written under its id any more.",
    "Nobody has claimed this review, so there is nothing to release.",
}


def rows() -> Iterator[tuple[str, str]]:
    """(key, "GET… | POST…") of every case of the walk."""
    for key, row in PAGES.items():
        yield key, " | ".join(row)
    for key, row in FORMS.items():
        for kind in TYPES:
            yield f"{key} {kind}", " | ".join(row)
    for name, by_state in SCREENS.items():
        for states, row in by_state.items():
            for state in states.split():
                yield f"{name}: {state}", " | ".join(row)
