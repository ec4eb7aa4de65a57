"""Dumps: the whole public record at one act, as files that need no server to be read.

`snapshot` reads it, `tables` lays it out in rows, `files` writes each format, `describing` says what they hold,
`shelf` puts a finished dump where it is served and takes away what may be served no longer. Reads stored documents
alone, so that equal records give equal bytes. The law that the tests hold: dump(n) and the acts n..m give dump(m).
"""
