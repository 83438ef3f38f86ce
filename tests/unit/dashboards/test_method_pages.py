"""Method and glossary: everything that the registries and the glossary hold is there, at a place that links lead to."""

import re
from pathlib import Path

from dashboards.frame import shown
from dashboards.library import Library
from dashboards.pages.registry import PAGES
from dtors_network.accounts.method import anchor, glossary
from dtors_network.gaps import RULES
from dtors_network.shipped import glossary_path
from tests.screens import spoken_area

ROOT = Path(__file__).resolve().parents[3]


def page_at(path: str, library: Library) -> str:
    page, *_ = shown(library, PAGES, path, "?area=spoken")
    return str(page)


def test_every_rule_and_every_code_stands_there_with_its_source() -> None:
    library = Library([spoken_area()])
    text, codebook = page_at("/method", library), spoken_area().codebook
    for rule in RULES.values():
        assert repr(anchor("rule", rule.code)) in text and rule.title in text and repr(rule.source) in text
    for code in codebook.barriers:
        assert repr(anchor("code", code.code)) in text and repr(code.definition) in text and repr(code.source) in text


def test_every_term_of_the_glossary_stands_there() -> None:
    written = glossary_path().read_text("utf-8")
    assert glossary_path() == ROOT / "GLOSSARY.md"
    heads = re.findall(r"^\*\*(.+?)\*\*", written, re.MULTILINE)
    assert [re.sub(r"[*`]", "", head) for head in heads] == [one.term for one in glossary()]
    anchors = [one.anchor for one in glossary()]
    assert len({*anchors}) == len(anchors) > 100
    text = page_at("/glossary", Library([spoken_area()]))
    assert all(repr(one) in text for one in anchors)
    assert not [one for one in glossary() if re.search(r"\*\*|`|\]\(", one.meaning)]


def test_links_of_other_pages_lead_to_what_is_there() -> None:
    library = Library([spoken_area()])
    gap = next(iter(library.gaps("spoken").gaps)).id
    opened, *_ = shown(library, PAGES, "/gaps", f"?area=spoken&gap={gap}")
    led = re.findall(r"/method\?area=spoken#([\w-]+)", str(opened) + page_at("/evidence", library))
    assert any(one.startswith("rule-") for one in led) and any(one.startswith("code-") for one in led)
    text = page_at("/method", library)
    assert all(f"id='{one}'" in text for one in led)


def test_without_an_area_the_shipped_codes_are_told() -> None:
    page, *_ = shown(Library([]), PAGES, "/method", "")
    assert "referral.refuses_current_use" in str(page)
