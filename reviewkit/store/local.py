"""What belongs to this computer and not to the shared folder: the cache, and which copy of a review this is.

Both can be deleted at any time. They are kept out of the review folder because that is shared: a stranger's folder
must not bring numbers that were "worked out" elsewhere, and a sync program should not carry megabytes about.
"""

import hashlib
import os
from pathlib import Path


def cache_folder() -> Path:
    """Where derived data is kept; REVIEWKIT_HOME names another place."""
    if home := os.environ.get("REVIEWKIT_HOME"):
        return Path(home) / "cache"
    from platformdirs import user_cache_path

    return user_cache_path("reviewkit", appauthor=False)


def state_folder() -> Path:
    """Where is kept which copies of reviews this computer has; REVIEWKIT_HOME names another place."""
    if home := os.environ.get("REVIEWKIT_HOME"):
        return Path(home) / "state"
    from platformdirs import user_state_path

    return user_state_path("reviewkit", appauthor=False)


def key_of(root: Path) -> str:
    """A short name for a folder on this computer."""
    return hashlib.blake2b(str(root.resolve()).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
