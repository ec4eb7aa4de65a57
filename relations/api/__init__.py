"""The public API `/api/v1/`: read-only, no key, no cookie. Joins ready fragments; never renders a document anew.

* `problems`  RFC 9457 answers;  * `answers`  method, headers, strict query, JSON envelope;
* `lists`, `items`, `ledgers`, `changes`, `root`  the resources;  * `shapes`  their serializers;  * `description`  OpenAPI and `/api/`.
"""
