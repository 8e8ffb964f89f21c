"""Different reports of one study: the papers that a trial brings, and notices about a paper."""

from collections.abc import Sequence
from random import Random

from benchmarks.adversary import vocabulary as words
from benchmarks.adversary.citation import Citation, is_placed, other_doi
from benchmarks.adversary.kinds import Kind, Made, Make, different
from benchmarks.adversary.other_titles import Setting, bare, listed, one_issue, one_text

LANGUAGES = {"en": "in English", "nordic": "in Norwegian, Swedish or Danish", "de": "in German"}


def companion_title(title: str, addition: str) -> str:
    """A title with what a companion adds, before or behind it."""
    if addition.startswith(":"):
        return title + addition
    return addition + title[0].lower() + title[1:]


def elsewhere(one: Citation, other: Citation) -> Made:
    """Each in its own volume, with its own pages and DOI, a year apart."""
    if not is_placed(one) or not one.doi:
        return None
    first = int(one.first) + 211
    placed = one.but(
        title=other.title,
        year=str(int(one.year) + 1),
        volume=str(int(one.volume) + 1),
        pages=f"{first}-{first + 9}",
        abstract="",
    )
    return one, other_doi(placed)


SETTINGS: dict[str, tuple[str, Setting]] = {
    "bare": ("authors, journal and year are the same, nothing else is known", bare),
    "one issue": ("authors, year, volume and issue are the same, pages are unknown", one_issue),
    "one text": ("the abstracts begin alike and go on otherwise", one_text),
    "listed": ("the paper is known in full, of the other title, authors and year", listed),
    "elsewhere": ("a year later, in its own volume, with its own pages and DOI", elsewhere),
}


def companions(additions: Sequence[str], setting: Setting) -> Make:
    """A paper and its companion in one setting."""

    def make(source: Citation, rng: Random) -> Made:
        return setting(source, source.but(title=companion_title(source.title, rng.choice(additions))))

    return make


# What a notice writes before the title that it is about, or behind it.
NOTICES: dict[str, tuple[str, ...]] = {
    "erratum": ("Erratum: ", "Correction to: ", "Corrigendum to “", "Erratum to: "),
    "erratum, Nordic and German": ("Rettelse: ", "Rättelse: ", "Berigtigung: ", "Erratum zu: ", "Korrektur: "),
    "reply": ("Reply to: ", "Authors' reply: ", "Re: ", "Response to: "),
    "reply, Nordic and German": ("Svar til: ", "Forfatterne svarer: ", "Svar: ", "Antwort auf: ", "Erwiderung: "),
    "comment": ("Comment on: ", "Commentary: ", "Letter regarding ", "Comments on “"),
    "comment, Nordic and German": ("Kommentar til: ", "Kommentar: ", "Kommentar zu: ", "Leserbrief zu: "),
    "retraction": ("Retraction: ", "Retraction note: ", "Retraction notice to: ", "Expression of concern: "),
    "summary": ("Summary for patients: ", "Summary of: ", "Plain language summary: ", "Highlights: "),
    "discussion": ("Discussion of: ", "Invited discussion: ", "Perspective on: ", "Critique of: "),
}
NOTICE_SETTINGS: dict[str, tuple[str, Setting]] = {
    key: SETTINGS[key] for key in ("bare", "one issue", "listed", "elsewhere")
}


def comments_without_authors(source: Citation, rng: Random) -> Made:
    """Three comments on one article, of which no author is known: two of them are told apart by their pages."""
    if not is_placed(source):
        return None
    plain = source.but(title=f"Comment on: {source.title}", authors=(), doi="", pmid="", abstract="")
    first = int(source.last) + 1
    return tuple(plain.but(pages=str(first + rng.randrange(2) + 3 * number)) for number in range(3))


KINDS: tuple[Kind, ...] = (
    *(
        different(
            f"{name} paper {LANGUAGES[language]}, {where}",
            f"A paper and its companion ({name}), named so {LANGUAGES[language]}; {known}.",
            companions(additions, setting),
        )
        for name, by_language in words.COMPANIONS.items()
        for language, additions in by_language.items()
        for where, (known, setting) in SETTINGS.items()
        if language == "en" or where in ("bare", "one issue", "listed")
    ),
    *(
        different(
            f"{name}, {where}",
            f"A paper and a notice that bears its title ({name}); {known}.",
            companions(additions, setting),
        )
        for name, additions in NOTICES.items()
        for where, (known, setting) in NOTICE_SETTINGS.items()
    ),
    different(
        "three comments without authors",
        "Comments on one article, by nobody that is named, on pages of their own.",
        comments_without_authors,
    ),
)
