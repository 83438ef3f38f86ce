"""One mapping of a YAML file, field by field; every fault is noted with its line and reading goes on."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.model.near import did_you_mean
from dtors_network.safe.yaml_reading import YamlText, read_yaml
from dtors_network.safe.yaml_values import YamlMapping

_TRUTHS = {"true": True, "yes": True, "false": False, "no": False, "": False}


class Fields:
    """Reads the fields of one mapping.

    Parameters
    ----------
    mapping : YamlMapping
        The mapping.
    file : str
        The file's name, for the faults.
    place : str
        The keys that lead to the mapping, joined by dots; empty at the root.
    faults : list of Fault
        Where faults are noted.
    """

    def __init__(self, mapping: YamlMapping, file: str, place: str, faults: list[Fault]) -> None:
        self.mapping, self.file, self.place, self.faults = mapping, file, place, faults
        self.asked: dict[str, None] = {}

    @classmethod
    def of_file(cls, path: Path | YamlText) -> Fields:
        """Read a file, or a text that stands for one, and start at its root."""
        return cls(read_yaml(path), path.name, "", [])

    def has(self, key: str) -> bool:
        """Say whether a key is given; from now on it is a known one."""
        self.asked[key] = None
        return key in self.mapping

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; without a default it may not be blank."""
        value = self._value(key)
        if isinstance(value, str) and value:
            return value
        if not isinstance(value, str):
            self.note(key, "one text is needed here, not a list or a mapping", "Write key: text")
        elif default is None:
            self.note(key, "this may not be blank", "Fill it in")
        return default or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; a single text counts as a list of one."""
        value = self._value(key)
        items = value if isinstance(value, list) else [value] if value != "" else []
        if not all(isinstance(item, str) and item for item in items):
            self.note(key, "a list of texts is needed here", "Write key: [first, second]")
        return tuple(item for item in items if isinstance(item, str) and item)

    def choice(self, key: str, known: Iterable[str], default: str | None = None) -> str | None:
        """Read one of the known words; None where it is none of them."""
        value = self.text(key, default)
        return value if not value or self.check(key, (value,), known) else None

    def choices(self, key: str, known: Iterable[str]) -> tuple[str, ...]:
        """Read a list of known words."""
        values = self.texts(key)
        self.check(key, values, known)
        return values

    def check(self, key: str, values: Iterable[str], known: Iterable[str]) -> bool:
        """Note every value that is not among the known ones."""
        names = list(known)
        wrong = [value for value in values if value not in names]
        for value in wrong:
            self.note(key, "this is not known here", did_you_mean(value, names), value)
        return not wrong

    def flag(self, key: str, default: bool) -> bool:
        """Read true or false; yes and no do too."""
        value = self._value(key) if self.has(key) else str(default)
        known = _TRUTHS.get(value.lower()) if isinstance(value, str) else None
        if known is None:
            self.note(key, "this is neither true nor false", "Write true or false", str(value))
        return bool(known)

    def items(self, key: str, taken: Container[str] = ()) -> Iterator[tuple[str, Fields]]:
        """Go through a mapping of mappings: each code with its fields; none may be taken already."""
        block = self.terms(key, taken)
        for code, value in block.mapping.items():
            if isinstance(value, YamlMapping):
                yield code, Fields(value, self.file, f"{block.place}.{code}", self.faults)
            else:
                block.note(code, "a mapping is needed here", f"Write the fields of {code} below it")

    def terms(self, key: str, taken: Container[str] = ()) -> Fields:
        """Give a mapping of codes as fields of its own; none may be taken already."""
        block = self.below(key)
        for code in block.mapping:
            if not _is_code(code):
                block.note(code, "this cannot be a code", "Use letters, digits and _ . - only, such as own.code", code)
            if code in taken:
                block.note(code, "this code is taken already", "Give your own code another name")
        return block

    def below(self, key: str) -> Fields:
        """Give a mapping as fields of its own, whatever its keys."""
        return Fields(self._block(key), self.file, self._at(key), self.faults)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.mapping:
            if key not in self.asked:
                self.note(key, "this key is not known", did_you_mean(key, self.asked))

    def note(self, key: str, problem: str, fix: str, value: str = "") -> None:
        """Note a fault at a key, or at the whole mapping where the key is empty or missing."""
        line = self.mapping.lines.get(key, self.mapping.line)
        self.faults.append(Fault(problem, fix, file=self.file, row=line, column=self._at(key), value=value))

    def settle(self) -> None:
        """Raise every fault noted so far, in the order of the lines."""
        if self.faults:
            raise InputError(sorted(self.faults, key=lambda fault: fault.row or 0))

    def _value(self, key: str) -> object:
        self.asked[key] = None
        return self.mapping.get(key, "")

    def _block(self, key: str) -> YamlMapping:
        value = self._value(key)
        if isinstance(value, YamlMapping):
            return value
        if value != "":
            self.note(key, "a mapping is needed here", "Write one line, code: …, for each")
        return YamlMapping(self.mapping.line)

    def _at(self, key: str) -> str:
        return ".".join(part for part in (self.place, key) if part)


def _is_code(text: str) -> bool:
    return text[:1].isalnum() and all(letter.isalnum() or letter in "_.-" for letter in text)
