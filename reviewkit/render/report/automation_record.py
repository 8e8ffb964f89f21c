"""The record of automation and AI: which tools, in which version, what each decided, and how people checked it."""

from reviewkit.automation import Deduplication, ToolUse
from reviewkit.render.document import Section
from reviewkit.render.report.part import Given, Made
from reviewkit.render.tables.table import Table
from reviewkit.words import Choice, Verdict

_CHOICES = {Choice.INCLUDE: "included", Choice.EXCLUDE: "excluded", Choice.MAYBE: "maybe"}


def automation(given: Given) -> Made:
    """What tools did; "none" where the logs hold nothing, and a place for what people used outside the review."""
    found = given.automation
    numbers: dict[str, int] = {}
    rows = []
    for one in found.deduplication if found else ():
        numbers |= _numbers_of(one)
        rows.append(_deduplication(one, given))
    tools = found.tools if found else ()
    for tool in tools:
        numbers |= _numbers_of_tool(tool)
        rows.append(_tool(tool, given))
    said = [given.say("automation")]
    said.append(given.say("automation_tools", n=len(tools)) if tools else given.say("automation_no_tools"))
    said += [given.say("automation_rules")] if found and found.deduplication else []
    said.append(given.say("automation_fill"))
    numbers["tools"] = len(tools)
    head = tuple(given.say(f"tool_{name}") for name in ("name", "version", "did", "checked_head"))
    table = Table(
        given.say("automation_caption"), head, tuple(rows), row_heads=True, language=given.labels.language
    )
    return Made(
        Section(given.say("heading_automation"), tuple(said), (table,) if rows else ()),
        numbers,
        given.of_records(),
    )


def _numbers_of(one: Deduplication) -> dict[str, int]:
    said = {str(verdict): one.verdicts.get(verdict, 0) for verdict in Verdict}
    said |= {"looked_at": one.looked_at, "overruled": one.overruled, "answered": one.answered}
    return {f"reviewkit {one.version}.{name}": n for name, n in said.items()}


def _deduplication(one: Deduplication, given: Given) -> tuple[str, ...]:
    same, different, unsure = (one.verdicts.get(verdict, 0) for verdict in Verdict)
    did = given.say("deduplicated", same=same, different=different, unsure=unsure)
    checked = given.say("dedupe_checked", answered=one.answered, looked=one.looked_at, overruled=one.overruled)
    return "reviewkit", one.version, did, checked


def _numbers_of_tool(tool: ToolUse) -> dict[str, int]:
    said = {f"{stage}.{choice}": n for (stage, choice), n in tool.decisions.items()}
    said |= {"decided": tool.decided, "also_by_people": tool.also_by_people, "otherwise": tool.otherwise}
    said |= {"studies_charted": tool.studies_charted, "quotes_coded": tool.quotes_coded}
    return {f"{tool.name}.{name}": n for name, n in said.items()}


def _tool(tool: ToolUse, given: Given) -> tuple[str, ...]:
    did = [
        given.say(f"tool_{_CHOICES[choice]}", stage=given.stage(stage), n=n)
        for (stage, choice), n in sorted(tool.decisions.items())
    ]
    did += [given.say("tool_charted", n=tool.studies_charted)] if tool.studies_charted else []
    did += [given.say("tool_coded", n=tool.quotes_coded)] if tool.quotes_coded else []
    version = " ".join(filter(None, (tool.model, tool.version))) or given.say("tool_no_version")
    checked = given.say("tool_checked", decided=tool.decided, n=tool.also_by_people, otherwise=tool.otherwise)
    return tool.name, version, "\n".join(did) or given.say("tool_nothing"), checked if tool.decided else ""
