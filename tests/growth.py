"""How the time of some work grows with its input, whatever the computer and whatever else it does."""

from collections.abc import Callable
from time import process_time

LINEAR = 9  # for an input four times as large: work in proportion takes 4 times as long, quadratic work 16 times
_CLEAR = 6  # a growth of which one measurement of each says enough
_RUNS = 3
_AGAIN = 3  # times that what looks like more than in proportion is measured: other programs share the processor


def growth(work: Callable[[int], object], size: int) -> float:
    """How many times as long the work takes on an input four times this size; the shortest of some runs each."""
    found = float("inf")
    for _ in range(_AGAIN):
        found = min(found, _shortest(work, 4 * size) / max(_shortest(work, size), 1e-4))
        if found < LINEAR:
            break
    return found


def is_linear(work: Callable[[int], object], size: int, done: float) -> bool:
    """Whether work on an input four times this size takes time in proportion to it; measured once where that is clear.

    `done` are seconds in which only work in proportion can be done with an input of that size. More often the work is
    not measured, so that thousands of inputs can be tried, and only what is near the border is measured several times.
    """
    long = _time(work, 4 * size)
    return long < done or long < _CLEAR * _time(work, size) or growth(work, size) < LINEAR


def _shortest(work: Callable[[int], object], size: int) -> float:
    return min(_time(work, size) for _ in range(_RUNS))


def _time(work: Callable[[int], object], size: int) -> float:
    began = process_time()
    work(size)
    return process_time() - began
