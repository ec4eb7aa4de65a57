"""Reading what others wrote: data files of a dossier. Checks and translates; rows are written by services alone."""
