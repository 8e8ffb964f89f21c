"""One file per group of commands: read the arguments, open the review, call an action, print. No rules here."""
