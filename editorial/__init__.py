"""The desk: working records, review and publication. Imports `relations`; `relations` never imports it."""
