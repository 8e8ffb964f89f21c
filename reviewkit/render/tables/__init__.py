"""Tables: matrix.py, duplicates.py, searches.py and studies.py make a Table, one module per format writes any Table.

table.py holds the description and nothing that writes, write.py chooses the format; so neither side knows the other.
"""
