"""Traps that a careful reader sees in the two documents of the first dossier, asked of the public API one by one."""
