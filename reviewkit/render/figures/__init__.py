"""Figures: flow.py and overlap.py make a Drawing of placed shapes, svg.py and png.py write one.

A new figure makes a Drawing and can be written in every format; a new format writes any Drawing; neither knows the
other.
"""
