"""What tells a server how to hand out a copy: headers, redirects and withdrawn addresses, for those that can be told.

`_headers` and `_redirects` are read by Netlify and Cloudflare Pages, `nginx.conf` is included by nginx, and
`redirects.json` is for any other. A server that reads none of them shows the same pages.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from relations import languages
from relations.static_copy.addresses import API, Address
from relations.static_copy.asking import Site
from relations.static_copy.folder import OWN
from relations.static_copy.remembered import Page
from relations.views.evidence import POLICY

# What stays of the headers of an answer; the others belong to one answer alone.
LASTING = (
    "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy", "Strict-Transport-Security",
    "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Cache-Control",
)  # fmt: skip
PAGE, FRAME = Address("/about/"), Address("/embed/visits/000000/")
OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
FRAMES, DATA, EVIDENCE, WELL_KNOWN = (
    "embed",
    "api",
    "evidence",
    ".well-known",
)  # first words of addresses that have headers of their own
TYPE, LINK_SET = "Content-Type", "application/linkset+json"
REFUSED = range(400, 500)
OF_RECORD = re.compile(r"(/cs)?/[a-z]+/[0-9A-Z]{6}/")

Headers = dict[str, str]


class Told(NamedTuple):
    """What a server is told: headers by first word ("": any other), redirects and withdrawn addresses with their files."""

    headers: dict[str, Headers]
    moved: dict[str, Page]
    gone: dict[str, Page]
    server: str


def files(pages: dict[str, Page], site: Site, server: str) -> Iterator[tuple[str, bytes]]:
    """File -> bytes of each."""
    plain = {address: pages[address] for address in sorted(pages) if "?" not in address and pages[address].file}
    moved = {address: page for address, page in plain.items() if page.location}
    gone = {address: page for address, page in plain.items() if page.status in REFUSED}
    told = Told(headers_of(site, server), moved, gone, server)
    yield "redirects.json", as_json(told)
    yield "_redirects", as_lines(told)
    yield "_headers", headers_file(told, plain)
    yield "nginx.conf", nginx(told)


def headers_of(site: Site, server: str) -> dict[str, Headers]:
    """The headers of the live site by first word. Data keep the policy of pages, because a page stands beside each."""
    page, frame = (lasting(site.ask(address).headers) for address in (PAGE, FRAME))
    if server:
        policy = page["Content-Security-Policy"]
        page["Content-Security-Policy"] = policy.replace("form-action 'self'", f"form-action 'self' {server}")
    file = page | {"Content-Security-Policy": POLICY, "Content-Disposition": "attachment"}
    links = page | OPEN | {TYPE: LINK_SET}
    return {"": page, FRAMES: frame, DATA: page | OPEN, EVIDENCE: file, WELL_KNOWN: links}


def lasting(headers: Headers) -> Headers:
    kept = {name: headers[name] for name in LASTING if name in headers}
    policy = sorted(kept["Content-Security-Policy"].split("; "))  # its order differs from process to process
    return kept | {"Content-Security-Policy": "; ".join(policy)}


# --- The same for each kind of server -------------------------------------------------------------


def as_json(told: Told) -> bytes:
    redirects = [{"from": each, "to": page.location, "status": page.status} for each, page in told.moved.items()]
    gone = [{"from": each, "file": page.file, "status": page.status} for each, page in told.gone.items()]
    return (json.dumps({"redirects": redirects, "gone": gone}, indent=1) + "\n").encode()


def as_lines(told: Told) -> bytes:
    lines = [f"{each} {page.location} {page.status}" for each, page in told.moved.items()]
    lines += [f"{each} /{page.file} {page.status}" for each, page in told.gone.items()]
    return "".join(f"{line}\n" for line in lines).encode()


def headers_file(told: Told, pages: dict[str, Page]) -> bytes:
    """One rule for each beginning, none within another: where two apply, such servers would send both."""
    lines: list[str] = []
    for begins in sorted({beginning(address) for address in pages}):
        word = languages.split(begins)[1].strip("/*").partition("/")[0]
        lines += [begins, *(f"  {name}: {value}" for name, value in told.headers.get(word, told.headers[""]).items())]
    return "".join(f"{line}\n" for line in lines).encode()


def beginning(address: str) -> str:
    """`/visits/*`, `/cs/visits/*`, or the address itself where it has one word only."""
    language, path = languages.split(address)
    word, slash, _ = path[1:].partition("/")
    return languages.in_language(f"/{word}/*" if slash else path, language)


def nginx(told: Told) -> bytes:
    """To be included in a server block. Where a live site is known, every question goes there."""
    ask = f"if ($args) {{ return 307 {told.server}$request_uri; }}" if told.server else ""
    lines = ["# Written by export_site: include this in a server block whose root is this folder.", "index index.html;"]
    lines += ["error_page 404 /404.html;", f"location ^~ /{OWN}/ {{ return 404; }}"]
    lines += block("/", told.headers[""], ask)
    for language in languages.OTHERS:
        lines += block(f"^~ /{language}/", told.headers[""], ask, f"error_page 404 /{language}/404.html;")
        lines += block(f"^~ /{language}/{FRAMES}/", told.headers[FRAMES])
    lines += block(f"^~ /{FRAMES}/", told.headers[FRAMES]) + block(f"^~ /{EVIDENCE}/", told.headers[EVIDENCE])
    lines += block(f"^~ /{WELL_KNOWN}/", told.headers[WELL_KNOWN], f"default_type {LINK_SET};")
    # A filter that a file cannot answer must not be answered with the whole list.
    lines += block(f"^~ {API}", told.headers[DATA], "index index.json index.html;", ask or "if ($args) { return 404; }")
    lines += [f'location = "{each}" {{ return {page.status} "{page.location}"; }}' for each, page in told.moved.items()]
    for each, page in told.gone.items():
        if OF_RECORD.fullmatch(each):  # earlier names of a withdrawn record are not told, yet their addresses are known
            lines += block(f"^~ {each}", told.headers[""], f'error_page 404 ={page.status} "/{page.file}";')
        lines.append(f'location = "{each}" {{ error_page {page.status} "/{page.file}"; return {page.status}; }}')
    return "".join(f"{line}\n" for line in lines).encode()


def block(place: str, headers: Headers, *lines: str) -> list[str]:
    """One location; headers are not inherited by nginx where a block has any of its own, so each has all."""
    said = [f'add_header {name} "{value}" always;' for name, value in headers.items() if name != TYPE]
    return [f"location {place} {{", *(f"    {line}" for line in [*lines, *said] if line), "}"]
