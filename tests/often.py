"""What is tried with every change, and what only in the long proof."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import pytest

T = TypeVar("T")


def often(every: Iterable[T], *always: T) -> list[object]:
    """Try some of them with every change, and all of them in the long proof."""
    return [one if one in always else pytest.param(one, marks=pytest.mark.proof) for one in every]
