"""Answers to text, picture and document. Nothing here decides a number or opens a file of the review."""
