"""The words that the check of a manuscript knows, a file for each language: numbers, what they count, what was done."""
