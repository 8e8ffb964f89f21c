"""An adversary of matching: real records changed on purpose, and what the rules make of each change.

sources.py reads real exports, citation.py holds one reference as a database writes it. A kind (kinds.py) makes of it
either two different reports in one way the field knows, or one report with one damage that databases do; each module
named after such a way has its kinds (other_titles.py, companions.py, damaged_names.py, ...), and all_kinds.py lists
them. trials.py runs them among many others through the real readers and the real engine, counts.py adds up,
page.py writes.
"""
