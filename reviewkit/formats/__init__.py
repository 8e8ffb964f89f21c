"""Text to records and back, pure: one file per format."""
