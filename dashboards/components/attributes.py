"""Attributes of elements whose names Python cannot write."""

from __future__ import annotations

from typing import Any


def hyphened(**attributes: str) -> dict[str, Any]:
    """Write names with hyphens.

    Examples
    --------
    >>> hyphened(aria_hidden="true")
    {'aria-hidden': 'true'}
    """
    return {name.replace("_", "-"): value for name, value in attributes.items()}
