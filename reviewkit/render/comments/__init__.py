"""Word documents with comments at the words that they are about."""
