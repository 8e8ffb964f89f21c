"""Databases that reviews search, so that one that was not searched is noticed in a manuscript."""

from reviewkit.manuscript.known import Name, NameKind

_NAMES = (
    ("MEDLINE", "PubMed"),
    ("Embase",),
    ("CINAHL",),
    ("PsycINFO", "APA PsycInfo"),
    ("Scopus",),
    ("Web of Science",),
    ("ERIC",),
    ("AMED",),
    ("SveMed+", "SveMed"),
    ("Cochrane CENTRAL", "CENTRAL"),
    ("Cochrane Library",),
    ("Google Scholar",),
    ("ProQuest",),
    ("Oria",),
    ("Idunn",),
    ("Norart",),
    ("SocINDEX",),
    ("Sociological Abstracts",),
    ("ASSIA",),
    ("Epistemonikos",),
    ("LILACS",),
    ("ClinicalTrials.gov",),
    ("OpenAlex",),
    ("Dimensions",),
    ("IEEE Xplore",),
    ("ACM Digital Library",),
    ("Academic Search",),
    ("Campbell Library",),
    ("PEDro",),
    ("OTseeker",),
    ("OpenGrey",),
)


def not_searched(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """The databases that no source of the folder is in, by any word of their names."""
    own = {
        word for one in names if one.kind is NameKind.DATABASE for said in one.spellings for word in _words(said)
    }
    return tuple(
        Name(f"database:{spellings[0]}", NameKind.DATABASE, spellings, spellings[0])
        for spellings in _NAMES
        if not own & {word for said in spellings for word in _words(said)}
    )


def _words(name: str) -> set[str]:
    return {word for word in name.lower().replace("(", " ").split() if len(word) > 3 or word in ("eric",)}
