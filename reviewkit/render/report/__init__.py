"""The report of a review: each part is a section, made in a module of its own, with the numbers that it prints."""
