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


def nearest(given: str, names: Iterable[str]) -> str:
    """Find the name that somebody seems to have meant, whatever its case and its spaces.

    Parameters
    ----------
    given : str
        What was written.
    names : iterable of str
        The names that are looked for.

    Returns
    -------
    str
        The nearest of them, or an empty string where none is near.

    Examples
    --------
    >>> nearest("Service Type", ["service", "service_type"]), nearest("notes.txt", ["services.csv"])
    ('service_type', '')
    """
    from difflib import get_close_matches  # only where something may be wrong

    near = get_close_matches(given.strip().lower().replace(" ", "_"), list(names), n=1, cutoff=0.8)
    return near[0] if near else ""
