"""chart: what each included study says, in the fields of the charting form."""

from reviewkit.commands.charted import COMMANDS
from reviewkit.commands.groups import group

app = group("Chart studies with the form of the review (data extraction).", "status")

for name, command in COMMANDS:
    app.command(name)(command)
