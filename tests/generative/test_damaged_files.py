"""Whatever happens to a file on its way, reading it ends in rows or in faults, never in a broken program."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.errors import InputError
from dtors_network.exchange.figures import fingertips, viewit
from dtors_network.exchange.kind import Wish
from dtors_network.exchange.registers import cqc
from dtors_network.exchange.registry import KINDS
from dtors_network.exchange.row_cells import row_cells
from dtors_network.exchange.studies.refi_codebook import qdc
from tests.unit.exchange.registers.directories import VERSION_1, VERSION_3
from tests.unit.exchange.studies.projects import case, code, packed, project, selection

PIECES = [b'"', b"{", b"[", b"]", b",", b"null", b"<a>", b"</Code>", b"&#xd800;", b"\\ud800", b"\x00", b"-1", b"1e999"]
DOCUMENT = project(selection(11, 33, code(2), case(2)), selection(1, 60, code(4)))
WISH = Wish(codebook=shipped_codebook(), excerpts=True)
Damage = Callable[[bytes], bytes]


def table(needed: tuple[str, ...], *cells: str) -> bytes:
    return "\r\n".join(
        ["Some words", ",".join(needed), ",".join([*cells, *["1"] * len(needed)][: len(needed)])]
    ).encode()


def study() -> bytes:
    with TemporaryDirectory() as folder:
        return packed(Path(folder), DOCUMENT).read_bytes()


FILES = {
    "study.qde": ("refi-qda", DOCUMENT.encode()),
    "study.qdpx": ("refi-qda", study()),
    "codes.qdc": ("refi-qda", qdc(shipped_codebook())),
    "viewit.csv": ("viewit", table((*viewit.KEYS, "exits_died_allintx"), "2021/22", "Kent", "F", "Total")),
    "fingertips.csv": (
        "fingertips",
        table((*fingertips.NEEDED, "Sex", "Age", "Category Type", "Category"), "92544", '"a, b"'),
    ),
    "register.csv": ("cqc-directory", table(cqc.DIRECTORY, "1-1", "Hub", "Rehabilitation (substance abuse)|x")),
    "service.json": ("open-referral", json.dumps({"total_items": 2, "contents": [VERSION_3, VERSION_1]}).encode()),
}


@st.composite
def damage(draw: st.DrawFn) -> Damage:
    hit = st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES))
    hits = draw(st.lists(hit, min_size=1, max_size=5))
    cut = draw(st.one_of(st.just(1.0), st.floats(0, 1)))

    def done(raw: bytes) -> bytes:
        for where, length, piece in hits:
            at = int(where * len(raw))
            raw = raw[:at] + piece + raw[at + length :]
        return raw[: max(1, int(cut * len(raw)))]

    return done


@pytest.mark.parametrize("name", FILES)
def test_the_whole_file_is_read(name: str, tmp_path: Path) -> None:
    kind, raw = FILES[name]
    (tmp_path / name).write_bytes(raw)
    read = KINDS[kind].read(tmp_path / name, WISH)
    assert name == "codes.qdc" or any(read.tables.values()) or getattr(read, "indicators", ())


@settings(max_examples=300, deadline=None)
@given(damage(), st.sampled_from(sorted(FILES)))
def test_a_damaged_file_ends_in_rows_or_in_faults(hurt: Damage, name: str) -> None:
    kind, raw = FILES[name]
    with TemporaryDirectory() as folder:
        place = Path(folder) / name
        place.write_bytes(hurt(raw))
        try:
            tables = KINDS[kind].read(place, WISH).tables
        except InputError as error:
            assert error.faults and all(fault.fix and fault.problem for fault in error.faults)
            str(error).encode()
        else:
            for rows in tables.values():
                for row in rows:
                    "".join(row_cells(row).values()).encode()
