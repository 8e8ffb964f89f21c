"""The text of documents: what a person reads on their pages, in the order in which a person reads it."""
