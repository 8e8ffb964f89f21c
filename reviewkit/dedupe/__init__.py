"""Which records are the same report?

columns.py turns records into one table of normalized values (titles.py and publication.py undo what databases do to
titles and places; large_files.py uses several processes for it), blocking.py proposes pairs, compare.py gathers the
evidence on a pair (agreement.py decides when two values agree), rules.py decides, engine.py applies all of this to a
set of records, explain.py puts the evidence into words. groups.py joins records into reports, changes.py lists where
another version would answer differently, audit.py checks the blocking against all pairs, overlap.py counts by source,
merge.py makes one record of a group.

Sources of the rules: Bramer et al. 2016 (doi 10.3163/1536-5050.104.3.014), Hair et al. 2023
(doi 10.1186/s12915-023-01686-z).
"""

from reviewkit.dedupe.changes import changes, verdicts
from reviewkit.dedupe.columns import Columns, columns
from reviewkit.dedupe.compared import never_compared
from reviewkit.dedupe.engine import Explanation, Match, explanation, matches
from reviewkit.dedupe.groups import disputed, groups, standing
from reviewkit.dedupe.merge import FieldOrigin, field_origins, merged
from reviewkit.dedupe.overlap import overlaps, shares

__all__ = [
    "Columns",
    "Explanation",
    "FieldOrigin",
    "Match",
    "changes",
    "columns",
    "disputed",
    "explanation",
    "field_origins",
    "groups",
    "matches",
    "merged",
    "never_compared",
    "overlaps",
    "shares",
    "standing",
    "verdicts",
]
