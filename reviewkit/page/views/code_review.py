"""Reviewing what others coded: one quote after the other, with what is around it; what is open; and consultations.

What is shown of colleagues comes from actions/coding_review, which asks blind.codings_shown.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from reviewkit.actions.codebook import relations_kept
from reviewkit.actions.coding_review import NewReview, ReviewList, review_list, review_segment
from reviewkit.actions.consulting import NewConsultation, consult, consultations
from reviewkit.blind import coding_closed_to, codings_shown
from reviewkit.coding import current_ids
from reviewkit.coding_reviews import ReviewedQuote, segments_of
from reviewkit.errors import ReviewkitError
from reviewkit.model import Code, Study
from reviewkit.page.asked import Address, Answer, Asked, GoTo, OddValueError, Show
from reviewkit.page.sitting import Sitting
from reviewkit.page.views import coding
from reviewkit.page.views.code_forms import relation_of
from reviewkit.page.views.coding import labels_of
from reviewkit.store.readings import reading_of
from reviewkit.words import RELATIONS, REVIEW_ACTIONS

LIST = "/code-review"
KEEP = "keep"  # settle, with the codes that the quote has
_AROUND = 300  # letters of the text before and after a quote


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """A coded quote with its study and what is around it in the text; `asks` are questions and proposals."""

    one: ReviewedQuote
    citation: str
    before: str = ""
    after: str = ""

    @property
    def address(self) -> str:
        """Where it is shown."""
        return address_of(self.one.segment.event)

    @property
    def recode(self) -> str:
        """Where its coder gives it other codes."""
        return coding.address_of(self.one.study, "coder", edit=self.one.segment.event)


def address_of(event: str = "") -> str:
    """The address of a quote, or of the next one."""
    return f"{LIST}?{urlencode({'segment': event})}" if event else LIST


def show(sitting: Sitting, asked: Asked) -> Answer:
    """The next quote of others that the person has not reviewed, or the one that was asked for; and the lists."""
    review = sitting.review
    if not review.facts.codebooks:
        return GoTo("/code")  # which says how to begin one
    found = review_list(review, sitting.who)
    studies = {study.key: study for study in (*review.facts.studies, *review.included_studies)}
    queue = _queue(sitting, found)
    chosen = _chosen(sitting, queue, asked)
    at = next((n for n, one in enumerate(queue) if chosen and one.segment.event == chosen.segment.event), -1)
    typed = asked.form if asked.text("part") else {}
    return Show(
        "code_review.html",
        {
            "chosen": _with_text(sitting, chosen, studies) if chosen else None,
            "before": address_of(queue[at - 1].segment.event) if at > 0 else "",
            "next": address_of(queue[at + 1].segment.event) if 0 <= at < len(queue) - 1 else "",
            "codes": _codes(sitting),
            "picked": _picked(sitting, chosen, asked),
            "relation_now": _relations(sitting, chosen, asked),
            "relations": RELATIONS,
            "typed": {name: asked.text(name) for name in ("why", "whom", "day", "said", "led_to")}
            if typed
            else {},
            "about": asked.texts("about"),
            "waiting": [_named(one, studies) for one in found.waiting],
            "open": [_named(one, studies) for one in found.open if one.coder != sitting.who],
            "mine": [_named(one, studies) for one in found.open if one.coder == sitting.who],
            "counts": found.counts,
            "without_id": found.without_id,
            "closed": [_citation(key, studies) for key in coding_closed_to(review, sitting.who)],
            "label_of": labels_of(sitting),
            "consultations": consultations(sitting.opened),
            "list": LIST,
        },
    )


def _queue(sitting: Sitting, found: ReviewList) -> list[ReviewedQuote]:
    """What the person can go through: what waits for them, then what is open and not their own."""
    waiting = {one.segment.event for one in found.waiting}
    open_ = [one for one in found.open if one.coder != sitting.who and one.segment.event not in waiting]
    return [*found.waiting, *open_]


def _chosen(sitting: Sitting, queue: list[ReviewedQuote], asked: Asked) -> ReviewedQuote | None:
    """The quote that was asked for, if the person may review it; else the first."""
    name = asked.text("segment") or asked.wanted("segment")
    if not name:
        return queue[0] if queue else None
    shown = segments_of(codings_shown(sitting.review, sitting.who))
    return next((one for one in shown if one.segment.event == name and one.coder != sitting.who), None)


def _named(one: ReviewedQuote, studies: dict[str, Study]) -> ShownQuote:
    return ShownQuote(one, _citation(one.study, studies))


def _citation(key: str, studies: dict[str, Study]) -> str:
    return studies[key].citation if key in studies else key


def _with_text(sitting: Sitting, one: ReviewedQuote, studies: dict[str, Study]) -> ShownQuote:
    """A quote with what is around it in the full text, as far as that can be read; else what was kept of it."""
    found, citation = one.segment.found, _citation(one.study, studies)
    if found is None:
        return ShownQuote(one, citation)
    kept = ShownQuote(one, citation, found.prefix, found.suffix)
    study = studies.get(one.study)
    texts = sitting.review.texts_of_study(study) if study else ()
    text = next((each for each in texts if each.sha256 == found.text), None)
    if text is None or found.start < 0:
        return kept
    try:
        whole = reading_of(sitting.opened.root, text).text
    except ReviewkitError:
        return kept
    end = whole.find(found.suffix, found.start + 1) if found.suffix else found.start + len(found.quote)
    if end < 0 or end > found.start + 2 * len(found.quote) + 200:
        return kept
    before = whole[max(0, found.start - _AROUND) : found.start]
    return ShownQuote(one, citation, _from_word(before), _to_word(whole[end : end + _AROUND]))


def _from_word(text: str) -> str:
    """A text from its second word on, where it may begin in the middle of one."""
    return text.partition(" ")[2] if len(text) >= _AROUND else text


def _to_word(text: str) -> str:
    """A text without its last word, where it may end in the middle of one."""
    return text.rpartition(" ")[0] if len(text) >= _AROUND else text


def _codes(sitting: Sitting) -> list[Code]:
    """The codes that a quote can get, in the order of the codebook."""
    return [code for book in sitting.review.facts.codebooks for code in book.codes if code.status != "retired"]


def _picked(sitting: Sitting, chosen: ReviewedQuote | None, asked: Asked) -> tuple[str, ...]:
    """The codes that are ticked: those that were, where a form was not accepted, else those of the quote, or what
    became of them where they were merged."""
    if asked.text("part") == "review":
        return asked.texts("codes")
    now = {name: code for book in sitting.review.facts.codebooks for name, code in current_ids(book.codes).items()}
    return tuple(now.get(mark.code, mark.code) for mark in chosen.segment.marks) if chosen else ()


def _relations(sitting: Sitting, chosen: ReviewedQuote | None, asked: Asked) -> dict[str, str]:
    """How the quote relates to each code: as was typed, where a form was not accepted, else as it does now."""
    if asked.text("part") == "review":
        return {code.id: asked.text(f"relation:{code.id}") for code in _codes(sitting)}
    return relations_kept(sitting.review, chosen.segment.marks) if chosen else {}


def act(sitting: Sitting, asked: Asked) -> Answer:
    """Log what the person says of a quote, or a consultation."""
    if asked.text("part") == "consult":
        return _consult(sitting, asked)
    do = asked.text("do")
    if do not in (*REVIEW_ACTIONS, KEEP):
        raise OddValueError("do")
    action = "settle" if do == KEEP else do
    codes = asked.texts("codes") if do in ("adjust", "propose", "settle") else ()
    relations = {code: relation_of(asked, f"relation:{code}") for code in codes if asked.text(f"relation:{code}")}
    new = NewReview(
        asked.text("segment"), action, codes, asked.text("why"), seen=asked.text("seen"), relations=relations
    )
    done = review_segment(sitting.opened, sitting.who, new)
    return GoTo(LIST, f"page.code_review.said_{do}", undo="" if done.already else done.id)


def _consult(sitting: Sitting, asked: Asked) -> Answer:
    new = NewConsultation(
        asked.text("whom"), asked.text("day"), asked.text("said"), asked.texts("about"), asked.text("led_to")
    )
    done = consult(sitting.opened, sitting.who, new)
    return GoTo(LIST, "page.code_review.consulted", undo="" if done.already else done.act.id)


ADDRESSES = (Address(LIST, show, act),)
