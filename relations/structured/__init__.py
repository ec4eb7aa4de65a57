"""What pages say of themselves to machines: JSON-LD in the vocabulary of schema.org. Pure: contexts in, dictionaries out.

* `frame`    the site, dates, names of others, and the ready block;
* `records`  item pages: an article about an event, a profile, a source, a statistic, a dossier;
* `lists`    the timeline, search, the pages about this site.

No `ClaimReview`: nothing here is rated. What is not known is left out, and no date is made more precise than it is.
"""

from relations.structured.frame import Block, Site, block, site
from relations.structured.lists import about, data, search_results, statistics, timeline
from relations.structured.records import record

__all__ = ["Block", "Site", "about", "block", "data", "record", "search_results", "site", "statistics", "timeline"]
