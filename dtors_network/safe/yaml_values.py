"""YAML parser events put together as text, lists and mappings, with a fault for all that is not allowed."""

from __future__ import annotations

from typing import Any, Final

from dtors_network.errors import Fault, InputError

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


class Builder:
    """Puts parser events together, and notes what is not allowed while doing so."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Fault] = []
        self.roots: list[object] = []
        self.open: list[tuple[YamlMapping | list[object], list[str]]] = []  # container, and its pending key

    def take(self, event: Any) -> None:
        """Add one event of the parser."""
        kind = type(event).__name__
        if kind in _PLAIN_TAGS or kind == "AliasEvent":
            self._refuse_marks(event, kind)
            self._start(event, kind)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self.open.pop()

    def result(self) -> YamlMapping:
        """Give the root, or raise every fault found."""
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
