"""The desk as a Django admin: registered on a site of its own, `editorial.admin.site.desk`."""

from editorial.admin import accounts, any_record, entries, records
from editorial.admin.site import desk

__all__ = ["accounts", "any_record", "desk", "entries", "records"]
