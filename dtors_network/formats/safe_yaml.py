"""YAML as plain text values: no tags, no aliases, no guessed types, and every fault with its line.

Every scalar is the text that was written, so that a name ``no`` stays "no" and an id ``007`` stays "007";
an empty value, ``~`` and ``null`` are the empty text. Whoever reads a field decides what it must be.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NoReturn

from dtors_network.errors import Fault, InputError
from dtors_network.formats.text import read_text

LARGEST_BYTES: Final = 1_000_000
DEEPEST: Final = 20
MOST_FAULTS: Final = 100
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_PLAIN_TAGS: Final = {
    "ScalarEvent": "tag:yaml.org,2002:str",
    "SequenceStartEvent": "tag:yaml.org,2002:seq",
    "MappingStartEvent": "tag:yaml.org,2002:map",
}


class YamlMapping(dict[str, object]):
    """A mapping that knows its lines: ``line`` is where it starts, ``lines`` where each key stands."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}


def read_yaml(path: Path) -> YamlMapping:
    """Read a YAML file whose root is a mapping; scalars stay text (see :func:`parse_yaml`).

    Parameters
    ----------
    path : Path
        The file, of at most a million bytes.

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
    >>> _ = place.write_text("id: 007\\nsynthetic: no\\n")
    >>> read_yaml(place)
    {'id': '007', 'synthetic': 'no'}
    >>> folder.cleanup()
    """
    if path.is_file() and path.stat().st_size > LARGEST_BYTES:
        _fail(path.name, f"this file is larger than {LARGEST_BYTES:,} bytes", "Split it, or take out what is not needed")
    return parse_yaml(read_text(path), path.name)


def parse_yaml(text: str, name: str) -> YamlMapping:
    """Parse YAML text whose root is a mapping.

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
    >>> parsed = parse_yaml("name: Exampleshire\\ncolours: [red, blue]\\nnote:\\n", "area.yaml")
    >>> parsed, parsed.lines["note"]
    ({'name': 'Exampleshire', 'colours': ['red', 'blue'], 'note': ''}, 3)
    """
    builder = _Builder(name)
    for event in _events(text, name):
        builder.take(event)
    return builder.result()


class _Builder:
    """Puts parser events together, and notes what is not allowed while doing so."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.roots: list[object] = []
        self.open: list[tuple[YamlMapping | list[object], list[str]]] = []  # container, and its pending key

    def take(self, event: Any) -> None:
        kind = type(event).__name__
        if kind in _PLAIN_TAGS or kind == "AliasEvent":
            self._refuse_marks(event, kind)
            self._start(event, kind)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self.open.pop()

    def result(self) -> YamlMapping:
        if len(self.roots) > 1:
            self._fault("there is more than one document (a line of ---)", "Keep one document in the file", 0)
        root = self.roots[0] if self.roots else None
        if not isinstance(root, YamlMapping):
            self._fault("this file holds no mapping", "Write lines of the form key: value", 0)
        if self.faults or not isinstance(root, YamlMapping):
            raise InputError(self.faults)
        return root

    def _start(self, event: Any, kind: str) -> None:
        line = event.start_mark.line + 1
        if kind in ("ScalarEvent", "AliasEvent"):
            return self._put(_scalar(event), line)
        value: YamlMapping | list[object] = YamlMapping(line) if kind == "MappingStartEvent" else []
        self._put(value, line)
        self.open.append((value, []))
        if len(self.open) > DEEPEST:
            self._fault(f"values are nested more than {DEEPEST} deep", "Write it flatter", line)
            raise InputError(self.faults)

    def _put(self, value: object, line: int) -> None:
        container, pending = self.open[-1] if self.open else (self.roots, [])
        if isinstance(container, list):
            container.append(value)
        elif pending:
            container[pending.pop()] = value
        else:
            pending.append(self._key(container, value, line))

    def _key(self, container: YamlMapping, value: object, line: int) -> str:
        if not isinstance(value, str):
            self._fault("a key must be one word, not a list or a mapping", "Write key: value", line)
            return ""
        if value in container.lines:
            self._fault("this key stands twice", "Keep one of the two", line, column=value)
        container.lines[value] = line
        return value

    def _refuse_marks(self, event: Any, kind: str) -> None:
        line = event.start_mark.line + 1
        if event.anchor is not None:
            mark = ("*" if kind == "AliasEvent" else "&") + event.anchor
            self._fault("anchors and aliases are not read", "Write the value out where it is needed", line, value=mark)
        tag = getattr(event, "tag", None)
        if tag not in (None, "!", _PLAIN_TAGS.get(kind)):
            self._fault("tags are not read", "Write the value without its tag", line, value=tag)

    def _fault(self, problem: str, fix: str, line: int, column: str = "", value: str = "") -> None:
        self.faults.append(Fault(problem, fix, file=self.name, row=line or None, column=column, value=value))
        if len(self.faults) >= MOST_FAULTS:
            raise InputError(self.faults)


def _scalar(event: Any) -> str:
    text: str = getattr(event, "value", "")
    quoted = getattr(event, "style", None)  # empty in C, None in Python, where it is plain
    return "" if not quoted and text in _NULLS else text


def _events(text: str, name: str) -> Iterator[Any]:
    import yaml  # only when a file is read

    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
        while loader.check_event():
            yield loader.get_event()
    except yaml.YAMLError as error:
        _fail(name, f"this is not YAML: {_reason(error)}", "Mend the line, or quote the value", _line(error, text))


def _reason(error: Any) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def _line(error: Any, text: str) -> int | None:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    position = getattr(error, "position", None)
    return None if position is None else text.count("\n", 0, position) + 1


def _fail(name: str, problem: str, fix: str, row: int | None = None) -> NoReturn:
    raise InputError([Fault(problem, fix, file=name, row=row)])
