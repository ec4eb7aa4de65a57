"""What the names of the API alone do to an answer: `fields`, `lang`, `include`, `facets`, `count`. Chooses no rows.

* `names`  which words each resource knows;  * `parts`  ready items cut down;  * `including`  the records that they name;
* `counting`  a whole list by value;  * `lists`  the answer put together.
"""
