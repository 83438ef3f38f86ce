"""``area.yaml``: the keys of an area in a folder, read and written as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dtors_network.area_files.keys import Keys
from dtors_network.area_files.schema import AREA
from dtors_network.errors import Fault, InputError
from dtors_network.model.column import Kind
from dtors_network.safe.yaml_reading import YamlText, read_yaml

_LINE_ENDS: Final = re.compile("[\x85\u2028\u2029]")


def read_area_yaml(path: Path) -> Keys:
    r"""Read ``area.yaml``; what is wrong with the file as a whole is kept as faults.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> place = Path(folder.name) / "area.yaml"
    >>> _ = place.write_text("id: 007\nname: Exampleshire\n")
    >>> read_area_yaml(place).texts
    {'id': '007', 'name': 'Exampleshire'}
    >>> folder.cleanup()
    """
    return _keys(path, path.name)


def keys_of_yaml(text: str, name: str) -> Keys:
    """Read the text of an ``area.yaml`` as :func:`read_area_yaml` reads the file."""
    return _keys(YamlText(name, text), name)


def _keys(source: Path | YamlText, name: str) -> Keys:
    try:
        mapping = read_yaml(source)
    except InputError as error:
        return Keys(file=name, texts={}, rows={}, faults=error.faults)
    texts = {key: value for key, value in mapping.items() if isinstance(value, str)}
    faults = [
        Fault("this key holds more than one value", "Write one value", file=name, row=line, column=key)
        for key, line in mapping.lines.items()
        if key not in texts
    ]
    return Keys(file=name, texts=texts, rows=mapping.lines, faults=tuple(faults))


def yaml_text(keys: Mapping[str, str]) -> str:
    """Write keys as YAML that reads back as the same text; true, false and dates need no quotes.

    >>> print(yaml_text({"id": "007", "synthetic": "true", "period_start": "2025-04-01", "note": ""}), end="")
    id: '007'
    synthetic: true
    period_start: 2025-04-01
    note:
    """
    plain = {column.name for column in AREA.columns if column.kind in (Kind.BOOLEAN, Kind.DATE)}
    return "".join(f"{key}: {text}\n" if key in plain and text else _entry(key, text) for key, text in keys.items())


def edited_yaml(text: str, rows: Mapping[str, int], keys: Mapping[str, str]) -> str:
    r"""Change some keys of an ``area.yaml`` and leave every other line, comments too, as it is.

    The text can be read, ``rows`` are the lines of its keys, counted from 1; keys that are new come last.

    >>> edited_yaml("# ours\nid: x\nnote:\n", {"id": 2, "note": 3}, {"note": "Seen", "region": "South"})
    '# ours\nid: x\nnote: Seen\nregion: South\n'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    starts = sorted(rows.values())
    for key, row in sorted(rows.items(), key=lambda item: -item[1]):
        if key in keys:
            end = next((start for start in starts if start > row), len(lines) + 1) - 1
            while end > row and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
                end -= 1  # what stands before the next key belongs to that
            lines[row - 1 : end] = yaml_text({key: keys[key]}).split("\n")[:-1]
    new = {key: value for key, value in keys.items() if key not in rows}
    return "\n".join([*lines, *yaml_text(new).split("\n")[:-1]]) + "\n"


def _entry(key: str, text: str) -> str:
    import yaml  # only when a file is written

    style = '"' if _LINE_ENDS.search(text) else None  # other styles would fold these into spaces
    dumped: str = yaml.safe_dump({key: text}, allow_unicode=True, width=float("inf"), default_style=style)
    return dumped if text else dumped.replace(": ''", ":")
