"""The file of Retraction Watch, row by row, as Crossref publishes it."""

import csv
import io

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,"
    "Reason,Paywalled,Notes,"
)
_EMPTY = {
    "Institution": "Department of Nursing, A University, Norway;",
    "ArticleType": "Research Article;",
    "RetractionDate": "8/16/2023 0:00",
    "RetractionDOI": "unavailable",
    "RetractionPubMedID": "0",
    "OriginalPaperDate": "9/24/2021 0:00",
    "OriginalPaperDOI": "unavailable",
    "OriginalPaperPubMedID": "0",
    "RetractionNature": "Retraction",
    "Reason": "+Concerns/Issues About Data;+Unreliable Results;",
    "Paywalled": "No",
}


def retraction_watch(*rows: dict[str, str], head: str = HEAD) -> str:
    """The file with these rows; what a row does not say is as in most rows."""
    out = io.StringIO()
    names = head.split(",")
    writer = csv.DictWriter(out, names, restval="", lineterminator="\n")
    writer.writeheader()
    for number, row in enumerate(rows, start=50000):
        writer.writerow({**_EMPTY, "Record ID": str(number), **row})
    return out.getvalue()
