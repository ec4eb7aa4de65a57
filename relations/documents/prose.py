"""Where people's own words stand in a document: what readers see, translators translate and the search looks through."""

# List of parts -> the fields of a part that are prose, in the order in which a page shows the lists.
PROSE = {
    "claims": ("text",),
    "sections": ("heading", "text"),
    "participations": ("capacity", "outcome"),
    "tenures": ("office",),
    "measures": ("category_as_stated", "note"),
    "attributions": ("text", "reply_text"),
    "positions": ("text",),
    "responses": ("note",),
    "figures": ("label", "unit"),
    "observations": ("label", "note"),
    "staff_ceilings": ("note",),
    "sides": ("label",),
    "infobox": ("label", "text"),
    "eras": ("label", "note"),
    "cases": ("title",),
    "see_also": ("note",),
    "attachments": ("title",),
    "access_points": ("note",),
}
