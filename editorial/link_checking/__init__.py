"""Asks the addresses of sources whether they still answer. Talks to strangers: trusts no name, no answer and no redirect."""

from editorial.link_checking.asking import Answer, ask
from editorial.link_checking.network import Network
from editorial.link_checking.running import run

__all__ = ["Answer", "Network", "ask", "run"]
