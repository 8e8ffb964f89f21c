"""Likenesses that several rules ask for, from 0 to 100.

Where the numbers come from: they were set by hand and by reading disagreements on labelled sets; docs/deduplication.md
names the sets and gives the figures, among them those of sets that nobody had looked at. Each number in the rules
names the case that it was set by or, where none is recorded, what changes in the eight sets of the benchmark (44,563
pairs) when it is moved. "No pair" means that moving it by five (a year by one) either way changes no verdict there;
tests/matching/rules/thresholds.tsv shows a pair that it decides.
"""

# Title likeness from which two titles are one, apart from a typing error: "replicated databates" for "databases"
# is 98, "neurologic" for "neurological" 98.8. With 95 "Effects of IT-enabled" and "of Enhanced Monitoring Systems"
# would join unasked; with 92 also "Prospector: a content-based multimedia server" and the server without
# Prospector.
SAME_TITLE = 97
# Abstract likeness from which two abstracts are one text. The first 240 letters are compared: of the true pairs 98
# in 100 are above 95; a congress abstract and its rewritten paper are mostly under 90 ("Decreased neprilysin",
# 89).
SAME_ABSTRACT = 90
# Abstract likeness from which two abstracts support other agreement. The 1 in 100 true pairs under it are mostly
# rewritten updates of one review; two texts of one group are mostly at 40 to 60. It leaves room for a label in
# front ("Background:") and a misread letter.
ALIKE_ABSTRACT = 85
# Title likeness from which two titles agree where something else agrees as well: "Dose-response models for ..." of
# which one database left out a bacterium is 86.7; two trials of one drug by one group, years apart, are 83.
ALIKE_TITLE = 85
