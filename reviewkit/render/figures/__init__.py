"""Figures: flow.py and overlap.py make a Drawing of placed shapes, svg.py, png.py and pdf.py write one.

A new figure makes a Drawing and can be written in every format; a new format writes any Drawing; neither knows the
other.
"""
