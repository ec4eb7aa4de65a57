"""Which task of the guide fits which screen of the desk, by the name of its address. Data only."""

from editorial.guide.tasks import BY_SLUG, Task
from relations.vocabularies import RecordType

FORMS = {"incident": "incident", "visit": "incident", "source": "citation"}
SCREENS = {
    "index": "waiting",
    "password_change": "own-account",
    "second_factor": "own-account",
    "second_factor_device": "own-account",
    "backup_codes": "own-account",
    "editorial_submit": "submit",
    "editorial_recall": "submit",
    "editorial_discard": "submit",
    "editorial_review": "review",
    "editorial_preview": "preview",
    "editorial_history": "history",
    "editorial_log": "history",
    "editorial_revert_to": "revert",
    "editorial_schedule": "schedule",
    "editorial_unschedule": "schedule",
    "editorial_withdraw": "withdraw",
    "editorial_confirm_withdrawal": "withdraw",
    "editorial_reinstate": "withdraw",
    "editorial_vanishing": "withdraw",
    "editorial_propose_merge": "merge",
    "editorial_merge": "merge",
    "editorial_drop_merge": "merge",
    "editorial_reports": "report",
    "editorial_report": "report",
    "editorial_find": "find",
    "editorial_bulk": "bulk",
    "editorial_set": "set",
    "editorial_comments": "answer-reviewer",
    "editorial_keep_apart": "merge",
    "editorial_assign": "assign",
    "editorial_claim_review": "assign",
    "editorial_release_review": "assign",
    "editorial_check": "recheck",
    "editorial_worklist": "waiting",
    "editorial_activity": "waiting",
    "editorial_notices": "waiting",
    "permissions": "laws",
    "editorial_user_changelist": "accounts",
    "editorial_user_add": "accounts",
    "editorial_user_change": "accounts",
    **{f"editorial_{kind}_changelist": "find" for kind in RecordType},
    **{f"editorial_{kind}_add": FORMS.get(kind, "first-record") for kind in RecordType},
    **{f"editorial_{kind}_change": FORMS.get(kind, "first-record") for kind in RecordType},
}


def fitting(name: str | None) -> Task | None:
    """The task that a screen is about."""
    return BY_SLUG[SCREENS[name]] if name in SCREENS else None
