"""One file for each group of commands: read what was typed, open the review, ask it, draw. No rule lives here."""
