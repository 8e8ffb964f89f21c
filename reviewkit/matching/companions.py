"""Words by which a title says that it is another paper of a study, or about other people, another place or time.

They are looked at where only one of two titles has them (wording.py). Titles are normalized as in columns.py: å is a, ö
and ø are o, and `one_spelling` makes u of ue.
"""

from collections.abc import Iterable
from functools import lru_cache

from reviewkit.matching.columns import one_spelling


def _listed(words: str) -> tuple[str, ...]:
    return tuple(one_spelling(words).split())


# What the other papers of a trial add to its title, in the languages of the exports: whole words, and beginnings with
# so many letters that no other word begins so ("external", "postal" and "plants" are no companions).
_COMPANION_WORDS = frozenset(
    _listed(
        "correct correction corrections demo extension extended hoc interim long longitudinal method methods metode "
        "metoder metodik mixed plan plans follow term subanalysis subanalyse"
    )
)
_COMPANION_STARTS = _listed(
    "aktualis ancillar antwort ausgangsdat ausgangswert baselin basislini baslinj begleitstud berichtig berigtig "
    "comment corrig cost critique delstud design discuss economic ekonom eksplorativ explorat erratum erwider feasib "
    "folgestud foreword forprosjekt forstud genmal genomforbar gjennomforbar highlight implement interimanaly "
    "interimsanaly introduct kommentar korrekt kosten kostnad kvalitativ langsikt langtid langzeit machbar mediat "
    "mellananaly mellomanaly midtveis moderator nachbeobacht nachuntersuch nested okonom omkostning opfolg oppdater "
    "oppfolg perspectiv pilot predict prefac preliminar prelimin process prosess prozess protocol protokol "
    "psychometr qualitat rasjonal rational rattels replik reply response rettels secondar sekundar statistical "
    "statistisk statistisch subgroup subgrupp substud summar svar tilsvar undergrupp untergrupp update updating "
    "uppdater uppfolj utformning utgangspunkt validat valider wirtschaftlich zwischenanaly zwischenergeb"
)
# Ends of the words for a piece of research, compounds among them: "Begleitstudie", "kostnadseffektivitetsanalyse".
_RESEARCH_ENDS = _listed(
    "analysis analyses analyse analysen analyser analys study studies studie studien studier trial trials survey "
    "surveys review reviews evaluation evaluering utvardering undersokelse undersogelse undersokning untersuchung "
    "protokol protokoll oppfolging uppfoljning opfolgning results resultater resultat ergebnisse ergebnissen "
    "findings outcomes experiences erfaringer erfarenheter erfahrungen opplevelser data daten characteristics "
    "interviews intervjuer design methoden metoder methods"
)
# What sets people, places, times and kinds of research apart where just one title says it: "Northern Ireland" and
# "Ireland", "severe asthma" and "asthma", a "scoping" review. By hand, from the kinds of the adversary.
_APART_WORDS = frozenset(
    _listed(
        "north south east west central upper lower left right early late acute chronic severe mild moderate primary "
        "tertiary before after during under over without non high low short new old systematic scoping umbrella "
        "rapid nord sor ost vest etter efter fore uten uden utan vor nach ohne akutt akut kronisk hoy hoj lav "
        "lag men man boys girls boy girl barn born young unga unge eldre aldre aeldre menn mand maend gutter jenter "
        "pojkar flickor leger laeger lakare arzte ii iii iv vi vii viii ix xi xii"
    )
)
_APART_STARTS = _listed(
    "northern southern eastern western nordlig sorlig ostlig vestlig nordre sondre ostre vestre norra sodra ostra "
    "vastra nordlich sudlich ostlich westlich women woman female male adult child adolescen infant neonat newborn "
    "elder older younger matern patern mother father pregnan nurse physician doctor midwi patient relative parent "
    "student teacher rural urban inpatient outpatient paediatr pediatr chronisch kvinn kvinde voksne vuxna ungdom "
    "sykepleier sygeplejersk sjukskotersk pasient parorende narstaend frauen manner kinder erwachsen jugendlich "
    "accept aksept recruit rekrut adher complian etterlev satisf tilfreds lesson attitud holdning haltung barrier "
    "facilitat profile cohort kohort cross tverrsnitt tvarsnitt querschnitt randomi controlled kontrol retrospect "
    "prospect multicent observation compar sammenlign jamfor vergleich regist"
)


def says_companion(words: Iterable[str]) -> bool:
    """Whether one of these words marks a companion of a study: costs, design, follow-up, a protocol."""
    return any(map(_is_companion, words))


def sets_apart(words: Iterable[str]) -> bool:
    """Whether one of these words alone may tell two reports apart: a companion, a piece of research, other people,
    places or times."""
    return any(map(_sets_apart, words))


def _is_companion(word: str) -> bool:
    return word in _COMPANION_WORDS or word.startswith(_COMPANION_STARTS)


@lru_cache(maxsize=1 << 14)
def _sets_apart(word: str) -> bool:
    return (
        _is_companion(word)
        or word in _APART_WORDS
        or word.startswith(_APART_STARTS)
        or word.endswith(_RESEARCH_ENDS)
    )
