"""What tests read in a report that was written as HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    """Gathers the bodies of tables, and whatever stands in tags that run or load something."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._in: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tbody":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
        self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "tbody" in self._in and self._in[-1] in ("td", "th"):
            self.tables[-1][-1][-1] += data


def report_tables(text: str) -> list[list[list[str]]]:
    """Give the cells of every table, row by row, without heads."""
    reader = _Reader()
    reader.feed(text)
    return [[row for row in table if row] for table in reader.tables]


def report_tags(text: str) -> list[tuple[str, dict[str, str | None]]]:
    """Give every tag with its attributes."""
    reader = _Reader()
    reader.feed(text)
    return reader.tags
