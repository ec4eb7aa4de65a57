"""Measurements of the costs that the documentation promises. Not part of the suite: `make bench` runs them."""
