"""Every gap rule is registered, says what it is, is drawn in small areas and stands in the reference."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from dtors_network import gaps
from dtors_network.gaps import RULES
from dtors_network.gaps.rule import Rule

ROOT = Path(__file__).resolve().parents[3]
MODULES = {found.name: import_module(f"dtors_network.gaps.{found.name}") for found in iter_modules(gaps.__path__)}


def test_every_file_with_a_rule_is_registered_under_the_name_of_the_file() -> None:
    exported = {name: module.RULE for name, module in MODULES.items() if hasattr(module, "RULE")}
    assert {name: rule.code for name, rule in exported.items()} == {name: name for name in RULES}
    assert exported == RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_says_what_it_is_where_it_comes_from_and_what_to_ask(rule: Rule) -> None:
    assert all([rule.title, rule.definition, rule.source, rule.asks])
    assert rule.definition.endswith(".") and rule.asks.endswith("?") and not rule.source.endswith(".")
    assert len({other.title for other in RULES.values()}) == len(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_every_rule_is_drawn_and_stands_in_the_reference(rule: Rule) -> None:
    drawn = (ROOT / "tests" / "spec" / f"test_{rule.code}.py").read_text(encoding="utf-8")
    assert drawn.startswith(f'"""{rule.title}: ')
    page = (ROOT / "docs" / "reference" / "gap-rules.md").read_text(encoding="utf-8")
    assert f"## {rule.title}\n\n`{rule.code}`. {rule.definition}\n" in page
    assert rule.asks in page and rule.source in page


def test_no_rule_ever_says_that_a_provider_fails() -> None:
    words = " ".join(text for rule in RULES.values() for text in (rule.title, rule.definition, rule.asks)).lower()
    assert [word for word in ("fail", "poor", "bad ", "worst", "blame", "addict") if word in words] == []
