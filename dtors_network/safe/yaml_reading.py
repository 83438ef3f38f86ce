"""YAML as plain text values: no tags, no aliases, no guessed types, and every fault with its line.

Every scalar is the text that was written, so that a name ``no`` stays "no" and an id ``007`` stays "007";
an empty value, ``~`` and ``null`` are the empty text. Whoever reads a field decides what it must be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from dtors_network.errors import refuse
from dtors_network.safe.bounds import bounded_text
from dtors_network.safe.yaml_values import Builder, YamlMapping

LARGEST_BYTES: Final = 1_000_000
_LESS: Final = "Take out what is not needed"


@dataclass(frozen=True, slots=True)
class YamlText:
    """YAML that stands in no file of its own, and the name by which faults call it; blank where there is none."""

    name: str
    text: str = ""

    def exists(self) -> bool:
        """Say whether there is any."""
        return bool(self.text)


def read_yaml(path: Path | YamlText) -> YamlMapping:
    r"""Read a YAML file whose root is a mapping; scalars stay text (see :func:`parse_yaml`).

    Parameters
    ----------
    path : Path or YamlText
        The file, of at most a million bytes, or a text that stands for one.

    Returns
    -------
    YamlMapping
        A dict of text, lists and further mappings, with the line of every key.

    Raises
    ------
    InputError
        With every fault found: not readable, too large, not YAML, an alias, a tag, a key twice, no mapping.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "area.yaml"
    >>> _ = place.write_text("id: 007\nsynthetic: no\n")
    >>> read_yaml(place)
    {'id': '007', 'synthetic': 'no'}
    >>> folder.cleanup()
    """
    if isinstance(path, Path):
        return parse_yaml(bounded_text(path, LARGEST_BYTES, _LESS), path.name)
    if len(path.text) > LARGEST_BYTES:
        refuse(path.name, f"this text is longer than {LARGEST_BYTES:,} characters", _LESS)
    return parse_yaml(path.text, path.name)


def parse_yaml(text: str, name: str) -> YamlMapping:
    r"""Parse YAML text whose root is a mapping.

    Parameters
    ----------
    text : str
        The text.
    name : str
        The name of the file, for the faults.

    Returns
    -------
    YamlMapping
        A dict of text, lists and further mappings, with the line of every key.

    Raises
    ------
    InputError
        With every fault found.

    Examples
    --------
    >>> parsed = parse_yaml("name: Exampleshire\ncolours: [red, blue]\nnote:\n", "area.yaml")
    >>> parsed, parsed.lines["note"]
    ({'name': 'Exampleshire', 'colours': ['red', 'blue'], 'note': ''}, 3)
    """
    builder = Builder(name)
    for event in _events(text, name):
        builder.take(event)
    return builder.result()


def _events(text: str, name: str) -> Iterator[Any]:
    import yaml  # only when a file is read

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        while loader.check_event():
            yield loader.get_event()
    except yaml.YAMLError as error:
        refuse(name, f"this is not YAML: {_reason(error)}", "Mend the line, or quote the value", _line(error, text))
    except UnicodeEncodeError as error:  # half a character, which JSON can hold and no file of text
        row = text.count("\n", 0, error.start) + 1
        refuse(name, "this is not YAML: it holds half a character", "Write the line again", row)


def _reason(error: Any) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def _line(error: Any, text: str) -> int | None:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)
    return None if position is None else text.count("\n", 0, position) + 1
