"""Keep an exact copy of a chronicle: one file, Python 3.11 or later, nothing to install.

    python chronicle.py sync https://chronicle.example COPY      # fetch, or bring up to date
    python chronicle.py verify COPY                              # check every document against its hash
    python chronicle.py verify COPY https://chronicle.example    # and every hash against what the site has published

COPY is a folder: `records.jsonl` holds every public record by id, one a line, as the dumps of the same act do, byte for
byte; `state.json` says which act the copy stands at. The first sync takes the newest dump where there is one, and then
follows the acts after it. A sync that was cut short goes on where it stopped. What the chronicle withdraws is taken out
of the copy. In Python: `Copy(folder).sync("https://chronicle.example")`.
"""

import hashlib
import http.client
import json
import operator
import os
import sys
import time
import urllib.request
from pathlib import Path

PLURALS = {"person": "people", "country": "countries", "series": "series"}  # of the others, with an s
RECORDS, VERSIONS, STATE = "records.jsonl", "versions.jsonl", "state.json"
GONE = {301, 308, 404, 410}  # merged into another record, never there, withdrawn
BUSY = {429, 502, 503, 504}
AT_ONCE = 200  # acts in one answer
SAVED_EVERY = 5  # seconds of work that a sync which is cut short may lose
EDITION = operator.itemgetter("id", "version", "content_hash")
PAUSES = (1, 2, 4, 8, 16)  # seconds before asking again, until a server that is busy, or away, is given up
LONGEST = 300  # seconds that are waited when the server says how long


def text(value):
    """Canonical JSON: the hash of a document is over exactly this text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def is_true(record):
    """Whether a record has the document that its hash was made of."""
    return record["content_hash"] == "sha256:" + hashlib.sha256(text(record["document"]).encode()).hexdigest()


def address_of(site, record_type, public_id):
    return f"{site}/api/v1/{PLURALS.get(record_type, record_type + 's')}/{public_id}/"


class NotFollowed(urllib.request.HTTPRedirectHandler):
    """A redirect says that a record was merged: the other record is a record of its own."""

    redirect_request = staticmethod(lambda *_: None)


OPENER = urllib.request.build_opener(NotFollowed())


def over_http(address, etag=None):
    """(status, body, validator) of an address; waits and asks again where the server is busy, or away."""
    if not address.startswith(("https://", "http://")):
        raise SystemExit(f"An address begins with https://, for example https://{address.partition('/')[0]}")
    headers = {"User-Agent": "chronicle.py"} | ({"If-None-Match": etag} if etag else {})
    for pause in PAUSES:
        try:
            with OPENER.open(urllib.request.Request(address, headers=headers), timeout=60) as answer:
                return answer.status, answer.read(), answer.headers["ETag"]
        except urllib.error.HTTPError as refused:
            if refused.code not in BUSY:
                return refused.code, b"", None
            asked_for = refused.headers["Retry-After"] or ""
            pause = int(asked_for) if asked_for.isdecimal() else pause
        except (OSError, http.client.HTTPException):  # no way there, or the answer was cut short
            pass
        if pause > LONGEST:
            break
        time.sleep(pause)
    raise SystemExit(f"{address} does not answer; run the same command again in {pause} seconds or later.")


class Copy:
    """A folder that holds the whole public record of one chronicle; the record must fit into memory."""

    def __init__(self, folder, fetch=over_http):
        self.folder, self.fetch = Path(folder), fetch

    def state(self):
        """Which act the copy stands at; None before the first sync."""
        path = self.folder / STATE
        return json.loads(path.read_bytes()) if path.exists() else None

    def records(self):
        """id -> record of the copy."""
        return {record["id"]: record for record in map(json.loads, (self.folder / RECORDS).read_bytes().splitlines())}

    def save(self, state, records):
        """Each file whole or not at all, and the records first: acts that are followed twice do no harm, lost ones would."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lines = "".join(text(records[key]) + "\n" for key in sorted(records))
        for name, body in ((RECORDS, lines), (STATE, text(state) + "\n")):
            fresh = self.folder / f"{name}.new"
            with fresh.open("wb") as opened:
                opened.write(body.encode())
                opened.flush()
                os.fsync(opened.fileno())
            fresh.replace(self.folder / name)

    def ask(self, address, etag=None):
        """(status, JSON, validator) of an address; JSON is None unless the status is 200."""
        status, body, etag = self.fetch(address, etag)
        try:
            return status, json.loads(body) if status == 200 else None, etag
        except ValueError:
            raise SystemExit(f"{address} is no JSON; give the address of the front page of a chronicle.") from None

    def dumped(self, site, name):
        """(state, objects) of one file of the newest dump; act 0 and nothing where there is no dump."""
        _, dumps, _ = self.ask(f"{site}/api/v1/dumps/")
        for dump in dumps["data"][:1] if dumps else ():
            file = next(each for each in dump["files"] if each["name"] == name)
            status, body, _ = self.fetch(f"{site}{file['url']}")
            if status != 200:  # withdrawn at this very moment
                break
            if hashlib.sha256(body).hexdigest() != file["sha256"]:
                raise SystemExit(f"{name} does not have the hash that its manifest names; nothing of it was kept.")
            state = {"site": site, "seq": dump["seq"], "epoch": dumps["meta"]["epoch"]}
            return state, map(json.loads, body.splitlines())
        return {"site": site, "seq": 0, "epoch": None}, ()

    def begin(self, site):
        """(state, records) to go on from: the newest dump, or nothing."""
        state, found = self.dumped(site, RECORDS)
        return state, {record["id"]: self.checked(record) for record in found}

    def sync(self, site):
        """Bring the copy to the last act; how many acts were followed."""
        site, followed, saved, state = site.rstrip("/"), 0, time.monotonic(), self.state()
        state, records = (state, self.records()) if state else self.begin(site)
        while True:
            address = f"{site}/api/v1/changes/?after={state['seq']}&limit={AT_ONCE}"
            status, page, etag = self.ask(address, state.get("etag"))
            if status == 304:
                return followed
            if page is None:
                raise SystemExit(f"{address} answered {status}; give the address of the front page of a chronicle.")
            if state["epoch"] not in (None, page["meta"]["epoch"]):  # a backup was restored: nothing held is certain
                if site != state["site"]:
                    raise SystemExit(f"{self.folder} is a copy of {state['site']}; name another folder for {site}.")
                state, records = self.begin(site)
                continue
            state = {"site": site, "seq": state["seq"], "epoch": page["meta"]["epoch"]}
            if not page["data"]:  # nothing happened since the last record was fetched: the copy is that of this act
                self.save(state | {"etag": etag}, records)
                return followed
            for public_id, record_type in {act["id"]: act["type"] for act in page["data"]}.items():
                self.renew(site, records, public_id, record_type)
            state["seq"], followed = page["data"][-1]["seq"], followed + len(page["data"])
            if time.monotonic() - saved > SAVED_EVERY:
                self.save(state, records)
                saved = time.monotonic()

    def renew(self, site, records, public_id, record_type):
        """One record as it is now."""
        status, answer, _ = self.ask(address_of(site, record_type, public_id))
        if status != 200 and status not in GONE:
            raise SystemExit(f"{public_id}: the server answered {status}; run the same command again later.")
        records.pop(public_id, None)
        if answer:
            records[public_id] = self.checked(answer["data"])

    def checked(self, record):
        if not is_true(record):
            raise SystemExit(f"{record['id']} does not have the hash that the server names; nothing of it was kept.")
        return record

    def verify(self, site=None):
        """Ids of records that are not what was published: by their own hashes, with a site by those that it names too."""
        listed = set(map(EDITION, self.dumped(site.rstrip("/"), VERSIONS)[1])) if site else set()

        def is_published(record):
            return not site or EDITION(record) in listed or self.is_listed(site, record)

        return [key for key, record in self.records().items() if not (is_true(record) and is_published(record))]

    def is_listed(self, site, record):
        """Whether the site names this hash for this version of the record: one request."""
        address = address_of(site.rstrip("/"), record["type"], record["id"])
        _, answer, _ = self.ask(f"{address}versions/{record['version']}/")
        return answer is not None and EDITION(answer["data"]) == EDITION(record)


def main(arguments):
    match arguments:
        case ["sync", site, folder]:
            copy = Copy(folder)
            print(f"{copy.sync(site)} acts followed; {len(copy.records())} records, act {copy.state()['seq']}.")
        case ["verify", folder] | ["verify", folder, _]:
            wrong = Copy(folder).verify(*arguments[2:])
            print(f"Not as published: {', '.join(wrong)}" if wrong else "Every document has its hash.")
            return 1 if wrong else 0
        case _:
            print(__doc__.split("\n\n")[1])
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except (ValueError, OSError) as fault:
        sys.exit(f"The copy is damaged or cannot be written ({fault}); where it is damaged, delete it and begin again.")
