"""Databases that reviews search and designs that studies have, so that a manuscript is noticed that names one which the
folder does not have."""

import re
from collections.abc import Iterable

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

_DESIGNS = (
    ("case study", "case studies", "casestudie", "kasusstudie"),
    ("case-control study", "case-control studies", "kasus-kontroll-studie"),
    ("cohort study", "cohort studies", "kohortstudie"),
    ("cross-sectional study", "cross-sectional studies", "cross-sectional survey", "tverrsnittstudie"),
    ("longitudinal study", "longitudinal studies", "longitudinell studie", "longitudinelle studier"),
    ("register study", "register studies", "registerstudie"),
    ("randomised trial", "randomised controlled trial", "randomisert studie", "randomisert kontrollert studie"),
    ("pilot study", "pilot studies", "pilot trial", "pilotstudie"),
    ("Delphi study", "Delphi studies", "delfistudie", "delphistudie"),
    ("action research", "aksjonsforskning", "aksjonsforsking"),
    ("ethnography", "ethnographic study", "etnografi", "etnografisk studie"),
    ("grounded theory",),
    ("phenomenology", "phenomenological study", "fenomenologi", "fenomenologisk studie"),
    ("mixed methods", "blandede metoder", "blanda metodar"),
    ("focus groups", "fokusgrupper"),
    ("document analysis", "dokumentanalyse"),
    ("field observation", "feltobservasjon"),
    ("economic evaluation", "økonomisk evaluering"),
)
_OF_MANY_DESIGNS = frozenset("study studies studie studier trial research".split())


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


def not_charted(names: Iterable[Name]) -> tuple[Name, ...]:
    """The designs that no choice of the form is, by any word of their names."""
    own = {word for one in names if one.kind is NameKind.CHOICE for said in one.spellings for word in _stems(said)}
    return tuple(
        Name(f"design:{spellings[0]}", NameKind.CHOICE, spellings, spellings[0])
        for spellings in _DESIGNS
        if not own & {word for said in spellings for word in _stems(said)}
    )


def _stems(name: str) -> set[str]:
    """The words of a design that tell it from others, without their endings: `randomised`, `randomisert`."""
    words = re.findall(r"[^\W\d_]{4,}", name.lower())
    return {word[:8] for word in words if word not in _OF_MANY_DESIGNS}
