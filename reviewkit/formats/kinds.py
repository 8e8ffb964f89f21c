"""What kind of work a reference is, in the words of RIS (TY), BibTeX (@type), CSL (type) and EndNote (%0)."""

import re
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of works that the formats tell apart."""

    ARTICLE = "article"
    BOOK = "book"
    CHAPTER = "chapter"
    THESIS = "thesis"
    REPORT = "report"
    CONFERENCE = "conference"
    MAGAZINE = "magazine"
    NEWSPAPER = "newspaper"
    WEBPAGE = "webpage"
    UNPUBLISHED = "unpublished"
    DATASET = "dataset"
    SOFTWARE = "software"
    PATENT = "patent"
    STANDARD = "standard"
    STATUTE = "statute"
    VIDEO = "video"
    GENERIC = "generic"


class Words(NamedTuple):
    """How a kind is called in each format that is written."""

    ris: str
    bibtex: str
    csl: str
    endnote: str


# Kinds that share a word in a format are read as the one whose name is first here.
WORDS: dict[Kind, Words] = {
    Kind.ARTICLE: Words("JOUR", "article", "article-journal", "Journal Article"),
    Kind.BOOK: Words("BOOK", "book", "book", "Book"),
    Kind.CHAPTER: Words("CHAP", "incollection", "chapter", "Book Section"),
    Kind.THESIS: Words("THES", "phdthesis", "thesis", "Thesis"),
    Kind.REPORT: Words("RPRT", "techreport", "report", "Report"),
    Kind.CONFERENCE: Words("CONF", "inproceedings", "paper-conference", "Conference Proceedings"),
    Kind.MAGAZINE: Words("MGZN", "article", "article-magazine", "Magazine Article"),
    Kind.NEWSPAPER: Words("NEWS", "article", "article-newspaper", "Newspaper Article"),
    Kind.WEBPAGE: Words("ELEC", "misc", "webpage", "Web Page"),
    Kind.UNPUBLISHED: Words("UNPB", "unpublished", "manuscript", "Unpublished Work"),
    Kind.DATASET: Words("DATA", "misc", "dataset", "Dataset"),
    Kind.SOFTWARE: Words("COMP", "misc", "software", "Computer Program"),
    Kind.PATENT: Words("PAT", "misc", "patent", "Patent"),
    Kind.STANDARD: Words("STAND", "misc", "standard", "Standard"),
    Kind.STATUTE: Words("STAT", "misc", "legislation", "Statute"),
    Kind.VIDEO: Words("VIDEO", "misc", "motion_picture", "Film or Broadcast"),
    Kind.GENERIC: Words("GEN", "misc", "document", "Generic"),
}

# Other words for a kind, in letters alone: of databases (Web of Science DT, Scopus, PubMed), of Zotero and of BibTeX.
_OTHER_WORDS: dict[Kind, str] = {
    Kind.ARTICLE: "journal ejour electronicarticle journalarticle review reviewarticle editorial editorialmaterial "
    "letter note erratum correction shortsurvey articleinpress articleearlyaccess reviewearlyaccess inpr jfull "
    "researcharticle originalarticle j",
    Kind.BOOK: "ebook edbook electronicbook editedbook wholebook clswk monograph booklet collection proceedings "
    "manual b ser serialpublication referencebook",
    Kind.CHAPTER: "echap electronicbooksection inbook bookchapter booksection section encyc dict "
    "encyclopediaarticle dictionaryentry entryencyclopedia entrydictionary",
    Kind.THESIS: "thesisdissertation dissertation dissertationthesis mastersthesis doctoralthesis bachelorthesis "
    "masteroppgave masteroppgåve doktorgradsavhandling",
    Kind.REPORT: "govdoc governmentdocument technicalreport workingpaper greyliterature guideline rapport notat "
    "retningslinje nasjonalfagligretningslinje veileder rettleiar strategi plan meldingtilstortinget",
    Kind.CONFERENCE: "cpaper conferencepaper conferenceabstract proceedingspaper conferenceproceeding meetingabstract "
    "proceedingsarticle inconference s presentation slide",
    Kind.MAGAZINE: "magazinearticle trademagazine",
    Kind.NEWSPAPER: "newspaperarticle newspaper",
    Kind.WEBPAGE: "web website online electronic blog blogpost icomm nettside nettartikkel",
    Kind.UNPUBLISHED: "manscpt preprint postedcontent unpublishedwork",
    Kind.DATASET: "datafile dbase onlinedatabase aggr database aggregateddatabase",
    Kind.SOFTWARE: "computerprogram program",
    Kind.PATENT: "",
    Kind.STANDARD: "",
    Kind.STATUTE: "bill legislation legal legalruleorregulation case lov forskrift",
    Kind.VIDEO: "videorecording film mpct motionpicture advs audiovisualmaterial audiovisual multi onlinemultimedia "
    "broadcast",
    Kind.GENERIC: "other unknown",
}
_NOT_LETTERS = re.compile(r"[^a-z]+")
_KINDS: dict[str, Kind] = {
    **{
        _NOT_LETTERS.sub("", word.casefold()): kind
        for kind, words in reversed(WORDS.items())
        for word in (*words, *_OTHER_WORDS[kind].split())
    },
    "misc": Kind.GENERIC,
}


def kind_of(word: str, journal: str = "") -> Kind:
    """The kind that a database means by a word; an unknown word is an article where a journal is known."""
    for part in (word, word.partition(";")[0]):
        if found := _KINDS.get(_NOT_LETTERS.sub("", part.casefold())):
            return Kind.ARTICLE if found is Kind.GENERIC and journal else found
    return Kind.ARTICLE if journal else Kind.GENERIC
