"""The check of a manuscript: the claims in its text, and what the folder says of each."""
