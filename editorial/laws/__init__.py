"""The laws of the record as database triggers, as data, for both engines.

Services check the same rules first and say why (`rules`, `readiness`); these triggers hold when somebody goes around them.
Installed after every migrate (`installation`), because SQLite's table rebuilds break or drop triggers.
"""

from editorial.laws.articles import APPEND_ONLY, LAWS, Law
from editorial.laws.enforcement import install, installed, lift, missing, of_engine

__all__ = ["APPEND_ONLY", "LAWS", "Law", "install", "installed", "lift", "missing", "of_engine"]
