"""Manuscripts of invented reviews, what is changed in them, and how much of it the check of a manuscript finds."""
