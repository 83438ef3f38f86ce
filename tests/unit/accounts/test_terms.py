"""Words of tables lead to where they are explained: each that a column names is there, and no word to a wrong one."""

import importlib
import pkgutil
from collections.abc import Iterator

from dashboards.components.tables import sheet_rows
from dashboards.views.tables import Linked
from dtors_network import accounts
from dtors_network.accounts.kinds import TEXT
from dtors_network.accounts.method import anchor, glossary
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.terms import head_of, meanings, meant
from dtors_network.accounts.triangulation_words import VERDICTS
from dtors_network.gaps.registry import RULES
from dtors_network.model.vocabulary import Certainty, LinkState
from dtors_network.triangulation.verdict import Verdict


def columns(value: object) -> Iterator[Column[object]]:
    if isinstance(value, Column):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from columns(one)


ALL = {
    id(column): column
    for module in pkgutil.iter_modules(accounts.__path__)
    for value in vars(importlib.import_module(f"{accounts.__name__}.{module.name}")).values()
    for column in columns(value)
}.values()


def test_every_term_that_a_column_names_is_explained() -> None:
    named = [column for column in ALL if column.term]
    assert len(named) > 15
    assert [column.term for column in named if head_of(column, column.head) is None] == []


def test_states_certainties_verdicts_rules_and_codes_are_explained() -> None:
    words = {
        "finding": {one.value for one in Certainty},
        "state of a link": {one.value for one in LinkState} - {"settled"},
        "verdict": {VERDICTS[one] for one in Verdict if one is not Verdict.NOT_TESTED},
        "rule": {rule.title for rule in RULES.values()},
    }
    missing = [(of, word) for of, some in words.items() for word in some if meant(word, of) is None]
    assert missing == []


def test_what_a_word_leads_to_is_on_the_page() -> None:
    places = {term.anchor for term in glossary()} | {anchor("rule", rule) for rule in RULES}
    for (word, _), said in meanings().items():
        assert said.anchor in places or said.anchor.startswith("code-"), word


def test_a_word_of_two_meanings_leads_nowhere_by_itself() -> None:
    assert meant("silent") is None and meant("mark") is None
    assert meant("silent", "verdict") != meant("silent", "state of a link")


def test_a_word_is_explained_over_its_column_and_where_it_stands_first() -> None:
    state = Column[str]("state", "How sure", TEXT, str, term="certain", says="finding")
    other = Column[str]("other", "Other", TEXT, lambda _: "certain")
    rows = sheet_rows(Sheet("a", "A", (state, other), ["certain", "certain", "sensitive"]))
    (head, plain), cells = rows.heads, rows.cells
    assert isinstance(head, Linked) and head.href == "/glossary#term-certain-finding" and "however" in head.meaning
    assert plain == "Other"
    assert [isinstance(row[0], Linked) for row in cells] == [True, False, True]
    assert [row[1] for row in cells] == ["certain"] * 3
