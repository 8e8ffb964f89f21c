"""Answers to figures, tables and text for the terminal. Nothing here decides a number, and nothing touches the disk."""
