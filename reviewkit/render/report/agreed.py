"""What the team agreed: what the review asks and by which methods, what makes a report eligible, how records are
screened, and where that is registered."""

from collections.abc import Iterable, Mapping

from reviewkit.model import ScreeningStage
from reviewkit.render.document import Block, Paragraph, Run, Section, Style, paragraph
from reviewkit.render.report.part import Given, Made


def agreed(given: Given) -> Made:
    """The protocol as review.yaml has it now."""
    protocol = given.review.protocol
    lists = (
        ("questions", protocol.questions),
        ("include", protocol.criteria.include),
        ("exclude", protocol.criteria.exclude),
        ("reasons", [one.labels or {"en": one.id} for one in protocol.reasons]),
    )
    numbers = {name: len(texts) for name, texts in lists}
    blocks = _asked(given)
    blocks += [block for name, texts in lists for block in _list(name, texts, given)]
    blocks += [paragraph(_stage(stage, given)) for stage in protocol.stages]
    blocks += [*_definitions(given), *_methods(given), _registered(given)]
    numbers |= {"definitions": len(protocol.definitions)}
    numbers |= {f"{stage.id}.people": stage.people for stage in protocol.stages}
    return Made(Section(given.say("heading_protocol"), blocks=tuple(blocks)), numbers, given.of_records())


def _asked(given: Given) -> list[Block]:
    """What the review is for and for whom, and the elements of its question."""
    protocol, name = given.review.protocol, given.labels.name
    said: list[Block] = []
    for key, texts in (("aim", protocol.aim), ("target_group", protocol.target_group)):
        said += [_named(given.say(key), name(texts))] if texts else []
    if protocol.framework:
        said.append(paragraph(given.say("framework", framework=protocol.framework.name)))
        for one in protocol.framework.elements:
            label = " – ".join(filter(None, (one.letter, name(one.labels) or one.id)))
            said.append(_named(label, name(one.meaning), Style.ITEM))
    return said


def _named(label: str, text: str, style: Style = Style.TEXT) -> Paragraph:
    """A text with what it is before it, in bold; alone where there is no text."""
    return Paragraph((Run(f"{label}:" if text else label, bold=True), Run(f" {text}" if text else "")), style)


def _definitions(given: Given) -> list[Block]:
    found = given.review.protocol.definitions
    if not found:
        return []
    said = (_named(one.term, given.labels.name(one.texts), Style.ITEM) for one in found)
    return [paragraph(given.say("definitions", n=len(found))), *said]


def _methods(given: Given) -> list[Block]:
    found = [given.labels.name(one) for one in given.review.protocol.methods]
    return [_named(given.say("methods_followed"), "; ".join(found))] if found else []


def _registered(given: Given) -> Block:
    """Where the protocol is registered; a place for people to say so where that is not known."""
    found = given.review.protocol.registration
    if found is None:
        return paragraph(given.say("no_registration"))
    known = ", ".join(filter(None, (found.where, found.id, found.date)))
    runs = [Run(f"{given.say('registration')}:", bold=True), Run(f" {known} ")]
    return Paragraph((*runs, Run(found.url, link=found.url)) if found.url else tuple(runs))


def _list(name: str, texts: Iterable[Mapping[str, str]], given: Given) -> list[Block]:
    """A line that says what follows, with how many, and the texts; that nothing is agreed where there are none."""
    said = [given.labels.name(text) for text in texts]
    if not said:
        return [paragraph(given.say(f"no_{name}"))]
    return [paragraph(given.say(name, n=len(said))), *(paragraph(text, Style.ITEM) for text in said)]


def _stage(stage: ScreeningStage, given: Given) -> str:
    """How a stage works, in a sentence or two."""
    name = given.stage(stage.id)
    said = [given.say("stage_full_text" if stage.full_text else "stage", stage=name, n=stage.people)]
    if stage.people > 1:
        said.append(given.say("stage_consensus", how=given.labels.text(f"page.consensus.{stage.consensus}")))
    if stage.people > 1 and stage.share < 1:
        said.append(
            given.say("stage_share", share=given.labels.per_cent(f"{100 * stage.share:.0f}"), n=stage.people)
        )
    return " ".join(said)
