"""Locator maps: the states of both sides of a dossier, drawn from vendored outlines (README.md). Pure; reads no table."""

from relations.maps.drawing import Drawing, draw
from relations.maps.outlines import CREDIT, fault_of_code, name_of

__all__ = ["CREDIT", "Drawing", "draw", "fault_of_code", "name_of"]
