"""What belongs to this computer and not to the shared folder: the cache, which copy of a review this is, and how each
person likes to work.

All of it can be deleted at any time. It is kept out of the review folder because that is shared: a folder from
somebody else must not bring numbers that were "computed" elsewhere, and a sync program should not copy megabytes.
"""

import contextlib
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
    """Where this computer remembers its copies of reviews; REVIEWKIT_HOME names another place."""
    if home := os.environ.get("REVIEWKIT_HOME"):
        return Path(home) / "state"
    from platformdirs import user_state_path

    return user_state_path("reviewkit", appauthor=False)


def config_folder() -> Path:
    """Where this computer keeps how people like to work; REVIEWKIT_HOME names another place."""
    if home := os.environ.get("REVIEWKIT_HOME"):
        return Path(home) / "config"
    from platformdirs import user_config_path

    return user_config_path("reviewkit", appauthor=False)


def made_private(folder: Path) -> Path:
    """Make a folder of ours that only this user of the computer can look into: what is kept about a review in a folder
    that others cannot read must not be easier to read than the review."""
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # some disks know no such rights
        folder.chmod(0o700)
    return folder


def key_of(root: Path) -> str:
    """A short name for a folder on this computer."""
    return hashlib.blake2b(str(root.resolve()).encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
