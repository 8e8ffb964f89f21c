"""The shortest input that goes wrong in the same way."""

from collections.abc import Callable


def minimised(data: bytes, still_wrong: Callable[[bytes], bool], tries: int = 3_000) -> bytes:
    """The bytes without every piece that is not needed, from halves down to single bytes."""
    size = max(1, len(data) // 2)
    while size and tries > 0:
        start, shorter = 0, False
        while start < len(data) and tries > 0:
            without = data[:start] + data[start + size :]
            tries -= 1
            if without and still_wrong(without):
                data, shorter = without, True
            else:
                start += size
        size = size if shorter and size == 1 else size // 2
    return data
