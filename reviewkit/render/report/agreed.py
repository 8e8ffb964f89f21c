"""What the team agreed: the questions, what makes a report eligible, and how records were screened."""

from collections.abc import Iterable, Mapping

from reviewkit.model import ScreeningStage
from reviewkit.render.document import Block, Section, Style, paragraph
from reviewkit.render.report.part import Given, Made
from reviewkit.render.report.question import aims, concepts, methods


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
    asked, *others = [_list(name, texts, given) for name, texts in lists]
    blocks: list[Block] = [
        *aims(given),
        *asked,
        *concepts(given),
        *(block for blocks in others for block in blocks),
    ]
    blocks += [paragraph(_stage(stage, given)) for stage in protocol.stages]
    blocks += methods(given)
    numbers |= {f"{stage.id}.people": stage.people for stage in protocol.stages}
    return Made(Section(given.say("heading_protocol"), blocks=tuple(blocks)), numbers, given.of_records())


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
