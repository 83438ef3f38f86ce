"""What somebody may have meant: the known names nearest to one that is not known."""

from __future__ import annotations

from collections.abc import Iterable

from dtors_network.errors import Fault, InputError


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
    between = "; " if any("," in name for name in names) else ", "
    return f"{guess}Known: {between.join(names)}" if names else "None is known"


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


def unknown_name(what: str, value: object, known: Iterable[str]) -> Fault:
    """Make the one fault for a name that is not known, whoever gave it: a command line or Python.

    Examples
    --------
    >>> print(unknown_name("gap rule", "deadend", ["dead_end"]).problem)
    unknown gap rule
    """
    return Fault(f"unknown {what}", did_you_mean(str(value), known), value=str(value))


def check_known(what: str, value: object, known: Iterable[str]) -> None:
    """Refuse a name that is not known, and list those that are.

    Parameters
    ----------
    what : str
        What it names, such as ``client group``.
    value : object
        What was given.
    known : iterable of str
        What may be given.

    Raises
    ------
    InputError
        If it is none of these.

    Examples
    --------
    >>> check_known("gap rule", "deadend", ["dead_end"])
    Traceback (most recent call last):
    dtors_network.errors.InputError: unknown gap rule (found 'deadend'). Did you mean 'dead_end'? Known: dead_end
    """
    names = list(known)
    if value not in names:
        raise InputError([unknown_name(what, value, names)])


def check_all_known(what: str, values: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Give several names, each once, in the order in which they were given; refuse every one that is not known.

    >>> check_all_known("gap rule", ["dead_end", "dead_end"], ["dead_end"])
    ('dead_end',)
    """
    given, names = list(values), list(known)
    faults = [unknown_name(what, value, names) for value in given if value not in names]
    if faults:
        raise InputError(faults)
    return tuple(dict.fromkeys(given))
