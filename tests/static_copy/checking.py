"""What tests ask of a copy as a reader would: each link answered by a plain file server, each page as on the live site.

No test lives here. The server is Python's own, which knows folders, files and endings and nothing else.
"""

import http.client
import json
import re
from collections import deque
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urljoin

ORIGIN = "https://chronicle.example"
LINK = re.compile(r'\b(?:href|src|action)="([^"]*)"')
ATTRIBUTE = re.compile(r'\b(href|src|action|content)="([^"]*)"')
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
IN_LINKS = re.compile(r"<[^<>]*>")
IN_XML = re.compile(r'(?:<loc>|\bhref=")([^"<]+)')
FILE = re.compile(r"/[^\s?#{}]*(/|\.[a-z0-9]{1,10})(\?[^\s{}]*)?")
IDS = re.compile(r'\bid="([^"]+)"')
NAMES = ("id", "@id", "document", "title", "summary", "text", "note", "notice", "quote", "name", "schema", "$schema")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """(status, type, bytes) of a path, by a server that knows nothing of us."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    connection = http.client.HTTPConnection(*server.server_address)

    def get(path):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), answer.read()

    try:
        yield get
    finally:
        connection.close()
        server.shutdown()
        server.server_close()


def links_of(media_type, text):
    """Every address in an answer that somebody could follow."""
    if media_type == "text/html":
        yield from map(unescape, LINK.findall(text))
        for block in LINKED_DATA.findall(text):
            yield from (each for each in strings(json.loads(block)) if each.startswith("http"))
    elif media_type == "application/json":
        yield from (each for each in strings(json.loads(text)) if FILE.fullmatch(each.removeprefix(ORIGIN)))
    elif media_type.endswith("xml"):
        yield from map(unescape, IN_XML.findall(text))


def strings(value):
    """The texts of a JSON value that may be addresses."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from strings(part) if name not in NAMES else ()
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif isinstance(value, str):
        yield value


def faults(get, beginnings=("/", "/cs/", "/sitemap.xml", "/api/v1/index.json"), allowed=lambda _: False):
    """What is wrong with the links of a copy, and how many addresses were asked."""
    found, seen, ids, fragments = [], set(beginnings), {}, []
    todo = deque(beginnings)
    while todo:
        path = todo.popleft()
        status, media_type, content = get(path)
        if status not in (200, 301):
            found.append(f"{path}: {status}")
            continue
        if path.endswith("openapi.json") or not media_type.startswith(("text/html", "application/")):
            continue
        text = content.decode(errors="replace")
        ids[path] = set(IDS.findall(text))
        for link in links_of(media_type, text):
            whole = urljoin(f"{ORIGIN}{path}", link)
            if not f"{whole}/".startswith(f"{ORIGIN}/") or "{" in whole or link.startswith("#"):
                continue
            target, _, fragment = whole.removeprefix(ORIGIN).partition("#")
            if "?" in target and not allowed(link):
                found.append(f"{path}: {link} asks a file server a question")
            fragments += [(path, target, fragment)] if fragment else []
            if target not in seen:
                seen.add(target)
                todo.append(target)
    lost = {(target, name) for _, target, name in fragments if target in ids and name not in ids[target]}
    return found, len(seen), lost


def blank(media_type, content):
    """An answer with nothing in the place of each address that may differ in a copy."""
    text = content.decode()
    if media_type == "text/html":
        blocks = [without_addresses(json.loads(each)) for each in LINKED_DATA.findall(text)]
        bare = LINKED_DATA.sub("", text)
        return ATTRIBUTE.sub(lambda found: found[0] if is_words(*found.groups()) else f'{found[1]}=""', bare), blocks
    if media_type.endswith("json"):
        return without_addresses(json.loads(text))
    return IN_LINKS.sub("<>", text) if media_type == "application/link-format" else IN_XML.sub("", text)


def is_words(name, value):
    return name == "content" and not value.startswith(ORIGIN)


def without_addresses(value):
    if isinstance(value, dict):
        return {name: part if name in NAMES else without_addresses(part) for name, part in value.items()}
    if isinstance(value, list):
        return [without_addresses(part) for part in value]
    return "" if isinstance(value, str) and FILE.fullmatch(value.removeprefix(ORIGIN)) else value
