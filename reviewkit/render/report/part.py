"""What a part of the report is made of, and what it is: a section, its numbers, and what it still waits for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reviewkit.locales import Labels
from reviewkit.model import Missing
from reviewkit.render.document import Section
from reviewkit.render.report.work import Cited
from reviewkit.themes import CLASSIC, Theme
from reviewkit.words import Stage

if TYPE_CHECKING:
    from reviewkit.automation import Automation
    from reviewkit.blind import ChartView
    from reviewkit.coding import Matrix
    from reviewkit.contributions import Done
    from reviewkit.protocol_differences import History
    from reviewkit.review import Review


@dataclass(frozen=True, slots=True)
class Given:
    """What the parts are made of, as one person may see it.

    `done` is who did what, `automation` what tools did, `history` how the protocol was changed.

    `review` has the codings that this person may see, and `closed` are the studies of which it has not all. `view` is
    None where there is no charting form, `matrix` where there is no codebook. `units` says what the parts of each full
    text are, by its checksum. `works` are the reports of the included studies, and `style` is the CSL text in which the
    reference list is set, `style_file` where it was read; "" for one of ours. `columns` are those of the table of
    characteristics, as a person typed them; "" for all. `theme` is how figures look.
    """

    review: "Review"
    labels: Labels
    view: "ChartView | None" = None
    matrix: "Matrix | None" = None
    closed: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    works: tuple[Cited, ...] = ()
    style: str = ""
    style_file: str = ""
    columns: str = ""
    theme: Theme = CLASSIC
    done: "tuple[Done, ...]" = ()
    automation: "Automation | None" = None
    history: "History | None" = None

    def say(self, key: str, /, **values: object) -> str:
        """A label of the report with values put in."""
        return self.labels.sentence(f"report.{key}", **values)

    def person(self, name: str) -> str:
        """What somebody is called whose id or name this is."""
        found = self.review.protocol.reviewer(name)
        return (found.name or found.id) if found else name

    def stage(self, name: str) -> str:
        """What a stage is called."""
        if name == Stage.BEFORE:
            return self.say("before_screening")
        stage = self.review.protocol.stage(Stage(name))
        return self.labels.stage(name, stage.labels if stage else {})

    def of_records(self) -> Missing:
        """What numbers of imported records wait for: that nothing is wrong with them."""
        found = self.of_studies()
        return Missing(errors=found.errors, studies=1)

    def of_studies(self) -> Missing:
        """What numbers of included studies wait for: that every report is decided on too."""
        return self.review.missing(self.review.included_studies)


@dataclass(frozen=True, slots=True)
class Made:
    """A part as it was made. `numbers` are those that it prints, by what they count; `missing` is what it waits for."""

    section: Section
    numbers: Mapping[str, int | float]
    missing: Missing


Part = Callable[[Given], Made]
