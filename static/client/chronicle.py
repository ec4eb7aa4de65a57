"""Keep an exact copy of a chronicle: one file, Python 3.11 or later, nothing to install.

    python chronicle.py sync https://chronicle.example COPY    # fetch, or bring up to date
    python chronicle.py verify COPY                            # check every document against its hash

COPY is a folder: `records.jsonl` holds every public record by id, one a line, as the dumps of the same act do, byte for
byte; `state.json` says which act the copy stands at. A sync that was cut short goes on where it stopped. What the
chronicle withdraws is taken out of the copy. In Python: `Copy(folder).sync("https://chronicle.example")`.
"""

import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

WORDS = {
    "incident": "incidents", "visit": "visits", "source": "sources", "person": "people", "organisation": "organisations",
    "country": "countries", "place": "places", "series": "series", "dossier": "dossiers",
}  # fmt: skip
GONE = {301, 308, 404, 410}  # merged into another record, never there, withdrawn
AT_ONCE = 200
PATIENCE = 5  # attempts before a server that is busy, or away, is given up


def text(value):
    """Canonical JSON: the hash of a document is over exactly this text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def content_hash(document):
    return "sha256:" + hashlib.sha256(text(document).encode()).hexdigest()


class NotFollowed(urllib.request.HTTPRedirectHandler):
    """A redirect says that a record was merged: the other record is a record of its own."""

    def redirect_request(self, *_):
        return None


class Copy:
    """A folder that holds the whole public record of one chronicle."""

    def __init__(self, folder, fetch=None):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.open = urllib.request.build_opener(NotFollowed()).open
        self.fetch = fetch or self.over_http

    def over_http(self, address):
        """(status, JSON) of an address; waits and tries again where the server asks for it."""
        for attempt in range(PATIENCE):
            try:
                with self.open(
                    urllib.request.Request(address, headers={"Accept": "application/json"}), timeout=60
                ) as answer:
                    return answer.status, json.load(answer)
            except urllib.error.HTTPError as refused:
                if refused.code not in (429, 503):
                    return refused.code, None
                time.sleep(float(refused.headers.get("Retry-After") or 2**attempt))
            except urllib.error.URLError:
                time.sleep(2**attempt)
        raise SystemExit(f"{address} does not answer; run the same command again later.")

    def read(self, name, otherwise):
        path = self.folder / name
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else otherwise

    def write(self, name, body):
        """Whole or not at all, whenever the process is killed."""
        fresh = self.folder / f"{name}.new"
        with fresh.open("w", encoding="utf-8", newline="") as opened:
            opened.write(body)
            opened.flush()
            os.fsync(opened.fileno())
        fresh.replace(self.folder / name)

    def records(self):
        """id -> record of the copy."""
        path = self.folder / "records.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        return {record["id"]: record for record in map(json.loads, filter(None, lines))}

    def sync(self, site):
        """Bring the copy to the last act; how many acts were followed."""
        site = site.rstrip("/")
        state = self.read("state.json", {"site": site, "seq": 0, "epoch": None})
        records, followed = self.records() if state["epoch"] else {}, 0
        while True:
            _, page = self.fetch(f"{site}/api/v1/changes/?after={state['seq']}&limit={AT_ONCE}")
            if page is None:
                raise SystemExit(f"{site} has no API of a chronicle; give the address of its front page.")
            if state["epoch"] not in (None, page["meta"]["epoch"]):  # a backup was restored: nothing held is certain
                state, records, followed = {"site": site, "seq": 0, "epoch": None}, {}, 0
                continue
            state["epoch"] = page["meta"]["epoch"]
            for public_id, record_type in {act["id"]: act["type"] for act in page["data"]}.items():
                self.renew(site, records, public_id, record_type)
            if page["data"]:
                state["seq"], followed = page["data"][-1]["seq"], followed + len(page["data"])
            self.write("records.jsonl", "".join(text(records[key]) + "\n" for key in sorted(records)))
            self.write("state.json", text(state) + "\n")
            if not page["page"]["next"]:
                return followed

    def renew(self, site, records, public_id, record_type):
        """One record as it is now."""
        status, answer = self.fetch(f"{site}/api/v1/{WORDS[record_type]}/{public_id}/")
        if status == 200:
            record = answer["data"]
            if content_hash(record["document"]) != record["content_hash"]:
                raise SystemExit(f"{public_id} does not have the hash that the server names; nothing of it was kept.")
            records[public_id] = record
        elif status in GONE:
            records.pop(public_id, None)
        else:
            raise SystemExit(f"{public_id}: the server answered {status}; run the same command again later.")

    def verify(self):
        """Ids of records whose document does not have its hash."""
        records = self.records().values()
        return [record["id"] for record in records if content_hash(record["document"]) != record["content_hash"]]


def main(arguments):
    match arguments:
        case ["sync", site, folder]:
            copy = Copy(folder)
            print(
                f"{copy.sync(site)} acts followed; {len(copy.records())} records, act {copy.read('state.json', {})['seq']}."
            )
        case ["verify", folder]:
            wrong = Copy(folder).verify()
            print(f"Not as published: {', '.join(wrong)}" if wrong else "Every document has its hash.")
            return 1 if wrong else 0
        case _:
            print(__doc__.split("\n\n")[1])
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
