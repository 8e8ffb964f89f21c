"""reviewkit: from raw exports to the published figure and table of a scoping review."""

__version__ = "0.3.0"
