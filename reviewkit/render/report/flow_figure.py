"""The PRISMA flow diagram with its caption; its alternative text has every number."""

from reviewkit.errors import Level
from reviewkit.render.document import Figure, Section
from reviewkit.render.figures.flow import flow_drawing, flow_grid
from reviewkit.render.report.part import Given, Made


def flow(given: Given) -> Made:
    """The figure; its numbers are those of all boxes by their ids."""
    found = given.review.flow
    is_wrong = any(problem.level is Level.ERROR for problem in given.review.problems)
    grid = flow_grid(found, given.labels, draft=bool(found.unfinished or is_wrong), theme=given.theme)
    figure = Figure(flow_drawing(grid), given.say("flow_caption"))
    numbers = {str(box): one.n for box, one in found.boxes.items()}
    return Made(Section(given.say("heading_flow"), blocks=(figure,)), numbers, given.of_studies())
