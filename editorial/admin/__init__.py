"""The desk as a Django admin: registered on a site of its own, `editorial.admin.site.desk`."""

from editorial.admin import accounts, records
from editorial.admin.site import desk

__all__ = ["accounts", "desk", "records"]
