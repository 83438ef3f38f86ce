"""Logs of processes in XES, the XML of IEEE 1849, read in a stream; people are numbered before anything is written."""

from __future__ import annotations

import gzip
import secrets
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Final, NoReturn
from xml.sax.handler import ContentHandler

from dtors_network.errors import Fault, InputError
from dtors_network.records.codes import TRANSITIONS
from dtors_network.records.sources import Source

COLUMNS: Final = ("person", "service", "happened_on", "transition", "started_on")
KEYS: Final = {
    "concept:name": "service",
    "time:timestamp": "happened_on",
    "lifecycle:transition": "transition",
    "start_timestamp": "started_on",
}
"""By the key of an event's attribute, our column."""

_MAYBE: Final = ("transition", "started_on")
"""Columns of which there is none where no event tells anything."""

_Event = tuple[str, ...]
"""The cells of ``COLUMNS``."""

_AT_ONCE: Final = 100_000
"""Events that are held before they are written."""

_PIECE: Final = 65_536
_LONGEST_SILENCE: Final = 16
"""Pieces without a single tag: beyond that, one is longer than any that is meant to be read."""

_DEEPEST: Final = 50
_FIX: Final = "Export the log again as XES, or as CSV"


def read_log(source: Source, scratch: Path) -> Source:
    """Turn a log into a table of events in a scratch folder.

    Parameters
    ----------
    source : Source
        A file that ends in ``.xes`` or ``.xes.gz``.
    scratch : Path
        A folder that is gone at the end of the run.

    Returns
    -------
    Source
        A Parquet file with the columns ``COLUMNS``, under the name of the log; without ``transition`` and
        ``started_on`` where no event tells one. Cases bear a number of this run in place of their names; steps other
        than start and complete are
        told as ``other``.

    Raises
    ------
    InputError
        If it is no whole XML, or out of bounds.

    Notes
    -----
    IEEE Std 1849-2023, "IEEE Standard for eXtensible Event Stream (XES)".
    """
    place = scratch / f"log{source.number}.parquet"
    _write(_events(source), place)
    return replace(source, path=place)


def _write(events: Iterator[_Event], place: Path) -> None:
    import polars as pl

    parts = []
    for number, some in enumerate(_in_parts(events)):
        part = place.with_suffix(f".{number}.parquet")
        pl.DataFrame(some, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").write_parquet(part)
        parts.append(part)
    whole = pl.scan_parquet(parts)
    told = whole.select((pl.col(_MAYBE) != "").any()).collect().row(0, named=True)
    whole.drop([column for column in _MAYBE if not told[column]]).sink_parquet(place)
    for part in parts:
        part.unlink()


def _in_parts(events: Iterator[_Event]) -> Iterator[list[_Event]]:
    """Give events in lists; one list, however short, for a log without any."""
    some: list[_Event] = []
    first = True
    for event in events:
        some.append(event)
        if len(some) == _AT_ONCE:
            yield some
            some, first = [], False
    if some or first:
        yield some


def _events(source: Source) -> Iterator[_Event]:
    from xml.sax import SAXParseException

    from defusedxml import DefusedXmlException
    from defusedxml.sax import make_parser

    handler = _Handler(source.name)
    parser: Any = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        with gzip.open(source.path) if source.path.suffix.lower() == ".gz" else source.path.open("rb") as file:
            for _ in _fed(parser, handler, file):
                yield from handler.taken()
        parser.close()
        yield from handler.taken()
    except DefusedXmlException:
        _fail(source.name, "this XML defines a document type or entities, which no log needs", "Do not use this file")
    except SAXParseException as error:
        _fail(source.name, f"this is not whole XML: {error.getMessage()}", _FIX, error.getLineNumber())
    except (OSError, EOFError) as error:
        _fail(source.name, f"this file cannot be read ({error})", "Copy it again from where it came")


def _fed(parser: Any, handler: _Handler, file: IO[bytes] | gzip.GzipFile) -> Iterator[None]:
    silent, tags = 0, 0
    while piece := file.read(_PIECE):
        parser.feed(piece)
        silent = silent + 1 if handler.tags == tags else 0
        tags = handler.tags
        if silent > _LONGEST_SILENCE:
            _fail(handler.name, "one tag or comment of this XML never seems to end", "Do not use this file")
        yield


class _Handler(ContentHandler):
    """Collects events; a case is known by its own name, which stands before its events, else by its place."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.tags = name, 0
        self._salt, self._cases, self._case = secrets.token_bytes(16), 0, ""
        self._open: list[str] = []
        self._event: dict[str, str] = {}
        self._found: list[_Event] = []

    def taken(self) -> list[_Event]:
        """Give the events since the last time."""
        found, self._found = self._found, []
        return found

    def startElement(self, tag: str, attributes: Any) -> None:  # noqa: N802  # the name is the parser's
        """Take an attribute of a case or an event; the rest of the log is passed over."""
        self.tags += 1
        self._open.append(tag.rpartition(":")[2])
        if len(self._open) > _DEEPEST:
            _fail(self.name, f"this XML is nested more than {_DEEPEST} levels deep", "Do not use this file")
        if self._open[-2:] == ["log", "trace"]:
            self._cases += 1
            self._case = f"case {self._cases}"
        elif self._open[-2:] == ["trace", "event"]:
            self._event = {}
        elif self._open[-3:-1] == ["log", "trace"] and attributes.get("key") == "concept:name":
            self._case = str(attributes.get("value", ""))
        elif self._open[-3:-1] == ["trace", "event"] and attributes.get("key") in KEYS:
            self._event[KEYS[attributes["key"]]] = str(attributes.get("value", ""))

    def endElement(self, tag: str) -> None:  # noqa: N802
        """Finish an event."""
        if self._open[-2:] == ["trace", "event"]:
            step = self._event.get("transition", "").strip().lower()
            step = step if step in ("", *TRANSITIONS) else "other"
            person = blake2b(self._case.encode(), key=self._salt, digest_size=12).hexdigest() if self._case else ""
            cells = {**self._event, "person": person, "transition": step}
            self._found.append(tuple(cells.get(column, "") for column in COLUMNS))
        self._open.pop()


def _fail(name: str, problem: str, fix: str, row: int | None = None) -> NoReturn:
    raise InputError([Fault(problem, fix, file=name, row=row)])
