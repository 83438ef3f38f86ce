"""Run by a test in a process of its own: projects made to do harm."""

import sys
import time
import zipfile
from pathlib import Path

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.model.area import Service
from tests.unit.exchange.hostile import SECONDS, bomb, check_memory, lying, packed, refused, sparse

NAMES = ("Service instability", "Hub")
SERVICES = (Service(service="hub", name="Hub", service_type="open_access"),)
HEAD = b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0">'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
)


def many_passages(place: Path) -> None:
    """Code a document more often than anybody could, at places that all hold each other."""
    codes = "".join(f'<Code guid="{number}" name="{name}" isCodable="true"/>' for number, name in enumerate(NAMES))
    targets = "".join(f'<Coding guid="g"><CodeRef targetGUID="{number}"/></Coding>' for number in range(len(NAMES)))
    for name, number in (("as many passages as may be", 2_200), ("too many passages", 20_000)):
        spots = "".join(
            f'<PlainTextSelection guid="s{at}" startPosition="{at}" endPosition="{2 * number - at}">{targets}'
            "</PlainTextSelection>"
            for at in range(number)
        )
        source = f'<Sources><TextSource guid="d" name="d">{spots}</TextSource></Sources></Project>'
        place.write_bytes(HEAD + f"<CodeBook><Codes>{codes}</Codes></CodeBook>{source}".encode())
        if number > 10_000:
            refused(name, lambda: barrier_reports(read_study(place), shipped_codebook(), SERVICES))
        else:
            start = time.process_time()
            assert len(barrier_reports(read_study(place), shipped_codebook(), SERVICES).barriers) == number
            assert time.process_time() - start < SECONDS, time.process_time() - start


def main(folder: Path) -> None:
    plain = folder / "study.qde"

    def bare(name: str, content: bytes) -> None:
        plain.write_bytes(content)
        refused(name, lambda: read_study(plain))

    def zipped(name: str, content: bytes, entry: str = "project.qde") -> None:
        refused(name, lambda: read_study(packed(folder / "study.qdpx", content, entry)))

    made = bomb(folder / "bomb.qdpx", 60)
    refused("zip bomb", lambda: read_study(made))
    lie = lying(folder / "lying.qdpx", 500)
    refused("lying zip", lambda: read_study(lie))
    zipped("way out of the archive", HEAD + b"</Project>", "../../project.qde")
    zipped("no document", b"words", "words.txt")
    many = folder / "many.qdpx"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.txt", b"")
    refused("many parts", lambda: read_study(many))
    cut = folder / "cut.qdpx"
    cut.write_bytes(packed(folder / "whole.qdpx", HEAD + b"</Project>").read_bytes()[:-30])
    refused("truncated zip", lambda: read_study(cut))
    damaged = folder / "damaged.qdpx"
    raw = packed(folder / "whole.qdpx", HEAD + b"<Sources/>" * 99 + b"</Project>").read_bytes()
    damaged.write_bytes(raw[:60] + b"\xff" * 20 + raw[80:])
    refused("damaged zip", lambda: read_study(damaged))
    bare("entities", LAUGHS + b"]><Project>&j;</Project>")
    bare("external entity", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><Project>&a;</Project>')
    bare("deep XML", HEAD + b"<Codes>" * 500_000)
    bare("many elements", HEAD + b"<Code/>" * 2_000_000 + b"</Project>")
    bare("many attributes", HEAD + b"<Code " + b" ".join(b'a%d=""' % n for n in range(2_000_000)) + b"/></Project>")
    bare("endless comment", HEAD + b"<!--" + b"x" * 30_000_000)
    bare("truncated XML", HEAD + b"<Codes><Code")
    bare("another XML", b"<html/>")
    bare("wrong encoding", b'<?xml version="1.0" encoding="nonsense"?><a/>')
    bare("no XML", b"kind,name\n")
    bare("empty", b"")
    refused("one gigabyte", lambda: read_study(sparse(plain, HEAD, 1_000_000_000)))
    code = '<Code guid="c" name="Hub" isCodable="true"/>'
    crowd = "".join(f'<Code guid="c{n}" name="{"a::" * 50}" isCodable="true"/>' for n in range(30_000))
    bare("many codes", HEAD + f"<CodeBook><Codes>{code}{crowd}</Codes></CodeBook></Project>".encode())
    many_passages(plain)
    check_memory()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
