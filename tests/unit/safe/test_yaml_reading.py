"""YAML is read as plain text values, and everything else is a fault with its line."""

from pathlib import Path

import pytest
import yaml

from dtors_network.errors import InputError
from dtors_network.safe.yaml_reading import YamlText, parse_yaml, read_yaml

NOT_YAML = "f.yaml, row {row}: this is not YAML: {reason}. Mend the line, or quote the value"


def test_scalars_stay_text() -> None:
    text = "a: no\nb: 007\nc: 2025-04-01\nd: 1e3\ne: NA\nf: [true, 0x1F]"
    assert parse_yaml(text, "f.yaml") == {
        "a": "no", "b": "007", "c": "2025-04-01", "d": "1e3", "e": "NA", "f": ["true", "0x1F"],
    }  # fmt: skip


def test_nothing_is_the_empty_text_and_a_quoted_null_is_text() -> None:
    assert parse_yaml("a:\nb: ~\nc: null\nd: 'null'\n", "f.yaml") == {"a": "", "b": "", "c": "", "d": "null"}


def test_every_key_knows_its_line() -> None:
    root = parse_yaml("# note\na: 1\nb:\n  c: 2\n", "f.yaml")
    assert (root.line, root.lines, root["b"].lines) == (2, {"a": 2, "b": 3}, {"c": 4})  # type: ignore[attr-defined]


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: caf\xc3\xa9\r\nb: |\r\n  one\r\n  two\r\n")
    assert read_yaml(path) == {"a": "café", "b": "one\ntwo\n"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "f.yaml: this file holds no mapping. Write lines of the form key: value"),
        ("- a", "f.yaml: this file holds no mapping. Write lines of the form key: value"),
        ("a: 1\n---\nb: 2", "f.yaml: there is more than one document (a line of ---). Keep one document in the file"),
        ("a: 1\na: 2", "f.yaml, row 2, column a: this key stands twice. Keep one of the two"),
        ("[a]: 1", "f.yaml, row 1: a key must be one word, not a list or a mapping. Write key: value"),
        (
            "a: &x 1\nb: *x",
            "f.yaml, row 1: anchors and aliases are not read (found '&x'). Write the value out where it is needed\n"
            "f.yaml, row 2: anchors and aliases are not read (found '*x'). Write the value out where it is needed",
        ),
        (
            "a: !!python/object:os.system x",
            "f.yaml, row 1: tags are not read (found 'tag:yaml.org,2002:python/object:os.system'). "
            "Write the value without its tag",
        ),
        ("a: b: c", NOT_YAML.format(row=1, reason="mapping values are not allowed in this context")),
        ("a: 1\nb: \x07", NOT_YAML.format(row=2, reason="control characters are not allowed")),
        ("a: " + "[" * 30, "f.yaml, row 1: values are nested more than 20 deep. Write it flatter"),
    ],
)
def test_what_is_not_read_is_told_with_its_line(text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "f.yaml")
    assert str(caught.value) == told


def test_a_plain_tag_does_no_harm() -> None:
    assert parse_yaml("a: !!str 007\nb: !!seq [!!map {c: d}]", "f.yaml") == {"a": "007", "b": [{"c": "d"}]}


def test_a_bomb_of_aliases_stops_at_a_hundred_faults() -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml("a: &x 1\nb: [" + "*x ," * 100_000 + "]", "f.yaml")
    assert len(caught.value.faults) == 100


def test_a_huge_file_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text("#" * 1_000_001, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_yaml(path)
    assert str(caught.value) == "f.yaml: this file is larger than 1,000,000 bytes. Take out what is not needed"


def test_it_works_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert parse_yaml("a: 007\nb: [~, no]", "f.yaml") == {"a": "007", "b": ["", "no"]}
    with pytest.raises(InputError) as caught:
        parse_yaml("a: b: c", "f.yaml")
    assert str(caught.value) == NOT_YAML.format(row=1, reason="mapping values are not allowed here")


@pytest.mark.parametrize("text", ["a: \ud800", "b: 1\na: '\udc00'", "\ud800: 1"])
def test_half_a_character_is_told_with_its_line(text: str) -> None:
    with pytest.raises(InputError, match=rf"f\.yaml, row {1 + text.count(chr(10))}: this is not YAML: it holds half a"):
        read_yaml(YamlText("f.yaml", text))


def test_a_text_that_stands_for_a_file_is_bounded_as_one() -> None:
    assert read_yaml(YamlText("f.yaml", "a: 1\r\nb: [x]\r\n")) == {"a": "1", "b": ["x"]}
    assert [YamlText("f.yaml").exists(), YamlText("f.yaml", "a: 1").exists()] == [False, True]
    with pytest.raises(InputError, match="this text is longer than 1,000,000 characters"):
        read_yaml(YamlText("f.yaml", "a: " + "x" * 1_000_000))
