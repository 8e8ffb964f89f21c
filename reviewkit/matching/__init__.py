"""Which records look like one report?

columns.py turns records into one table of normalized values (titles.py and publication.py undo what databases do to
titles and places), blocking.py proposes pairs, compare.py gathers the evidence on a pair (agreement.py decides when
two values agree), rules/ decides, engine.py applies all of this to a set of records, explain.py puts the evidence into
words, audit.py checks the blocking against all pairs. corpus.py holds what only all records together show. pieces.py,
stages.py and spread.py divide the same work over processes or machines. What the answers amount to is in duplicates/.

Sources of the rules: Bramer et al. 2016 (doi 10.3163/1536-5050.104.3.014), Hair et al. 2023
(doi 10.1186/s12915-023-01686-z).
"""

from reviewkit.matching.columns import Columns, columns
from reviewkit.matching.engine import Explanation, Match, explanation, matches

__all__ = ["Columns", "Explanation", "Match", "columns", "explanation", "matches"]
