"""How completely and how honestly a dossier's data files carry the documents that they were written from.

Pure: data files and texts go in, lines and findings come out. Writes nothing and asks no database.
"""
