"""Run by a test in a process of its own: tables made to do harm."""

import sys
from pathlib import Path

from dtors_network.exchange.figures.fingertips import NEEDED, read_fingertips
from dtors_network.exchange.figures.viewit import KEYS, read_viewit
from tests.unit.exchange.hostile import check_memory, refused, sparse


def main(folder: Path) -> None:
    place = folder / "figures.csv"
    header = ",".join(NEEDED).encode() + b"\n"

    def table(name: str, content: bytes) -> None:
        place.write_bytes(content)
        refused(name, lambda: read_fingertips(place))

    refused("one gigabyte", lambda: read_fingertips(sparse(place, header, 1_000_000_000)))
    refused("nothing but zeros", lambda: read_fingertips(sparse(place, header, 150_000_000)))
    table("one long line", header + b"a" * 20_000_000)
    table("one long cell", header + b'"' + b"a\n" * 5_000_000)
    table("blank rows", header + b"\n" * 1_500_000)
    table("wide", header + b"," * 900_000)
    place.write_bytes(header + b"a,b\n" * 1_000_000)
    refused("ragged", lambda: read_fingertips(place), most=10_001)
    table("open quotation", header + b'"a,b\n' * 1_000)
    table("no text", header + b"\x81\x8d\n")
    table("sixteen bits", "Indicator ID,Value\n".encode("utf-16"))
    table("empty", b"")
    place.write_text(",".join((*KEYS, "exits_other_allintx")) + "\n" + "2021/22,Kent,F,,,5\n" * 110_000)
    refused("many figures", lambda: read_viewit(place))
    check_memory()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
