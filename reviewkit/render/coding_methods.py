"""How studies were coded and themes made, in sentences for the methods section of an article."""

from collections.abc import Collection, Iterator, Mapping

from reviewkit.locales import Labels
from reviewkit.phases import Phases
from reviewkit.words import CODEBOOK_OPS, REVIEW_ACTIONS


def methods(
    found: Phases, names: Mapping[str, str], labels: Labels, publications: Collection[str] = ()
) -> tuple[str, ...]:
    """Sentences that say no more than the log shows; what only the authors know is in brackets, for them to fill in.

    `names` are those of people, by their ids; `publications` are the ids of those that are no people.
    """
    coders = {row.coder for row in found.coders}
    if coders and coders <= {*publications}:
        return (labels.text("coding_methods.published"),)
    return (
        *agreed(found, labels),
        labels.text(f"coding_methods.{'fill_why' if found.analysis else 'fill_approach'}"),
        *_who(found, names, labels),
        *_what(found, labels),
        *_reviews(found, labels),
        *_codebook(found, labels),
        labels.text("coding_methods.fill_themes"),
        labels.text("coding_methods.fill_people"),
        *([labels.sentence("coding_methods.not_finished", n=found.unfinished)] if found.unfinished else []),
        *([labels.sentence("audit.closed", n=found.closed)] if found.closed else []),
    )


def agreed(found: Phases, labels: Labels) -> tuple[str, ...]:
    """How the team agreed to analyse and to code, where the protocol says so."""
    said = []
    if found.analysis:
        said.append(
            labels.sentence("coding_methods.analysis", what=labels.text(f"page.analysis.{found.analysis}"))
        )
    if found.team:
        said.append(labels.sentence("coding_methods.team", how=labels.text(f"page.team.{found.team}")))
    return tuple(said)


def _who(found: Phases, names: Mapping[str, str], labels: Labels) -> Iterator[str]:
    """Who read and coded how many studies."""
    if found.read:
        yield labels.sentence("coding_methods.read", read=found.read, total=found.studies)
    if not found.coders:
        return
    people = "; ".join(
        labels.sentence("coding_methods.name", name=names.get(row.coder) or row.coder, n=row.studies)
        for row in found.coders
    )
    yield labels.sentence("coding_methods.people", n=len(found.coders), names=people)
    if not found.finished_by:
        yield labels.sentence("coding_methods.none_finished", total=found.studies)
        return
    finished = len(found.finished_by)
    key = "each" if finished == found.studies else "each_so_far"
    yield labels.sentence(
        f"coding_methods.{key}", who=_by_how_many(found.finished_by, labels), n=finished, total=found.studies
    )


def _by_how_many(finished_by: tuple[int, ...], labels: Labels) -> str:
    fewest, most = min(finished_by), max(finished_by)
    who = labels.text(f"methods.people_{min(fewest, 2)}")
    return who if fewest == most <= 2 else labels.text("methods.at_least").format(who=who)


def _what(found: Phases, labels: Labels) -> Iterator[str]:
    """How much was coded."""
    if found.quotes:
        yield labels.sentence(
            "coding_methods.quotes", quotes=found.quotes, studies=found.quoted_studies, codes=found.codes_used
        )
    if found.study_marks:
        yield labels.sentence("coding_methods.marks", n=found.study_marks)
    if found.lists.contradicting:
        quotes = {(one.coder, one.study.key, one.segment) for one in found.lists.contradicting}
        yield labels.sentence("coding_methods.contradicting", n=len(quotes))


def _reviews(found: Phases, labels: Labels) -> Iterator[str]:
    """What others said of the coded quotes, and whom the team asked."""
    if found.reviewed:
        sums = {action: sum(counts[action] for counts in found.reviews.values()) for action in REVIEW_ACTIONS}
        how = ", ".join(labels.sentence(f"coding_methods.reviewed_{one}", n=n) for one, n in sums.items() if n)
        yield labels.sentence("coding_methods.reviewed", n=found.reviewed, how=how)
    if found.recoded:
        yield labels.sentence("coding_methods.recoded", n=found.recoded)
    if found.consultations:
        whom = "; ".join(dict.fromkeys(one.whom for one in found.consultations))
        yield labels.sentence("coding_methods.consulted", n=len(found.consultations), whom=whom)


def _codebook(found: Phases, labels: Labels) -> Iterator[str]:
    """What was done to the codebook, and the themes that there are now."""
    if found.begun_with and found.ops:
        ops = ", ".join(
            labels.sentence(f"audit.count_{op}", n=found.ops[op]) for op in CODEBOOK_OPS if found.ops.get(op)
        )
        yield labels.sentence("coding_methods.history", day=f"{found.begun_with.at:%Y-%m-%d}", ops=ops)
    if found.themes:
        names = "; ".join(row.theme.label(labels.language) for row in found.themes)
        yield labels.sentence("coding_methods.themes", n=len(found.themes), labels=names)
    if found.lists.candidates:
        yield labels.sentence("coding_methods.candidates", n=len(found.lists.candidates))
