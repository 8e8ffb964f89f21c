"""The rows of the table that the R package PRISMA2020 reads a flow diagram from (its PRISMA.csv), in its order."""

from typing import NamedTuple

from reviewkit.words import BoxId

COLUMNS = ("data", "node", "box", "description", "boxtext", "tooltips", "url", "n")
NOT_STATED = "NA"  # as R writes a value that is missing
PLACEHOLDER = "xxx"  # what the package's template has where a number should be
WEBSITES, ORGANISATIONS, CITATIONS = "website_results", "organisation_results", "citations_results"
OTHER_SOURCES = {WEBSITES: "Websites", ORGANISATIONS: "Organisations", CITATIONS: "Citation searching"}


class Row(NamedTuple):
    """A row: its name (`data`), node and box in the figure, which box of ours it counts, or the words of a title.

    `lists` are the sources or reasons of the box, as `Name, n; Name, n`.
    """

    data: str
    node: str
    box: str
    ours: BoxId | None = None
    lists: bool = False
    words: str = ""


ROWS = (
    Row("", "node4", "prevstud", words="Previous studies"),
    Row("previous_studies", "node5", "box1", BoxId.PREVIOUS_STUDIES),
    Row("previous_reports", "", "box1", BoxId.PREVIOUS_REPORTS),
    Row("", "node6", "newstud", words="Identification of new studies via databases and registers"),
    Row("database_results", "node7", "box2", BoxId.FROM_DATABASES),
    Row("database_specific_results", "", "box2", BoxId.FROM_DATABASES, lists=True),
    Row("register_results", "", "box2", BoxId.FROM_REGISTERS),
    Row("register_specific_results", "", "box2", BoxId.FROM_REGISTERS, lists=True),
    Row("", "node16", "othstud", words="Identification of new studies via other methods"),
    Row(WEBSITES, "node17", "box11", BoxId.OTHER_IDENTIFIED),
    Row(ORGANISATIONS, "", "box11", BoxId.OTHER_IDENTIFIED),
    Row(CITATIONS, "", "box11", BoxId.OTHER_IDENTIFIED),
    Row("duplicates", "node8", "box3", BoxId.DUPLICATES),
    Row("excluded_automatic", "", "box3", BoxId.AUTOMATION),
    Row("excluded_other", "", "box3", BoxId.REMOVED_OTHERWISE),
    Row("records_screened", "node9", "box4", BoxId.SCREENED),
    Row("records_excluded", "node10", "box5", BoxId.EXCLUDED),
    Row("dbr_sought_reports", "node11", "box6", BoxId.SOUGHT),
    Row("dbr_notretrieved_reports", "node12", "box7", BoxId.NOT_RETRIEVED),
    Row("other_sought_reports", "node18", "box12", BoxId.OTHER_SOUGHT),
    Row("other_notretrieved_reports", "node19", "box13", BoxId.OTHER_NOT_RETRIEVED),
    Row("dbr_assessed", "node13", "box8", BoxId.ASSESSED),
    Row("dbr_excluded", "node14", "box9", BoxId.REPORTS_EXCLUDED, lists=True),
    Row("other_assessed", "node20", "box14", BoxId.OTHER_ASSESSED),
    Row("other_excluded", "node21", "box15", BoxId.OTHER_REPORTS_EXCLUDED, lists=True),
    Row("new_studies", "node15", "box10", BoxId.NEW_STUDIES),
    Row("new_reports", "", "box10", BoxId.NEW_REPORTS),
    Row("total_studies", "node22", "box16", BoxId.TOTAL_STUDIES),
    Row("total_reports", "", "box16", BoxId.TOTAL_REPORTS),
    Row("identification", "node1", "identification", words="Identification"),
    Row("screening", "node2", "screening", words="Screening"),
    Row("included", "node3", "included", words="Included"),
    Row("total_studies_ma", "node23", "box17", words="Total studies included in meta-analysis"),
    Row("total_reports_ma", "", "box17", words="Reports of total included studies in meta-analysis"),
)
META_ANALYSIS = {row.data: row.words for row in ROWS if row.data.endswith("_ma")}
NAMES = frozenset(row.data for row in ROWS if row.data)
