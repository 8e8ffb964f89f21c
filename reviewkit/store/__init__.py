"""The only code that touches disk: one file for each kind of file in a review folder."""
