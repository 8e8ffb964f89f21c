"""The local page: a second interface over actions/, for people who never open a terminal.

No rule lives here. A view asks the review or performs one action, and says which template shows the answer.
"""
