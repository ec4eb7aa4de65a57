"""How the tests of reports fill in the form. No test lives here."""

import re

FROM_HERE = {"Origin": "http://testserver"}
TEXT = "The visit began on the 4th, as the yearbook says."
SENT_BACK = [
    ({"text": ""}, "Say what is wrong", "id_text"),
    ({"text": "short"}, "at least 10 characters", "id_text"),
    ({"text": "x" * 4001}, "At most 4,000 characters", "id_text"),
    ({"text": f"{TEXT}\x07"}, "control character", "id_text"),
    ({"text": f"{TEXT}\x00"}, "Null characters", "id_text"),
    ({"source": "y" * 1001}, "At most 1,000 characters", "id_source"),
    ({"email": "nobody"}, "name@example.org", "id_email"),
    ({"website": "http://spam.example"}, "This field catches machines", "id_website"),
]


def fields(client, query=""):
    """The hidden fields of the form at this address."""
    page = client.get(f"/report/{query}").content.decode()
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))


def send(client, query="", headers=FROM_HERE, address="192.0.2.7", path="/report/", **typed):
    """Post the form of this address, with some fields typed otherwise."""
    body = {"text": TEXT} | fields(client, query) | typed
    pairs = "&".join(f"{name}={quoted(value)}" for name, value in body.items())
    return client.generic(
        "POST", path, pairs, "application/x-www-form-urlencoded", headers=headers, REMOTE_ADDR=address
    )


def quoted(value):
    return "".join(f"%{byte:02X}" for byte in value.encode())


def reference_of(answer):
    return re.search(r"reference=([0-9A-Z-]{9})&", answer["Location"])[1]
