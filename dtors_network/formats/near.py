"""What somebody may have meant: the known names nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Say which known name is nearest, and list them all.

    Parameters
    ----------
    value : str
        What was written.
    known : iterable of str
        What may be written, in the order in which it is listed.

    Returns
    -------
    str
        A fix for a fault, without a full stop.

    Examples
    --------
    >>> did_you_mean("grad", ["grade", "source"])
    "Did you mean 'grade'? Known: grade, source"
    >>> did_you_mean("colour", ["grade", "source"])
    'Known: grade, source'
    """
    from difflib import get_close_matches  # only where something is wrong

    names = [str(name) for name in known]
    near = get_close_matches(value, names, n=1)
    guess = f"Did you mean {near[0]!r}? " if near else ""
    return f"{guess}Known: {', '.join(names)}" if names else "None is known"
