"""The editors' guide: which tasks it tells, in which order, and the words that it takes from the code. The texts are templates."""
