"""Run by a test in a process of its own: projects made to do harm."""

import sys
import zipfile
from pathlib import Path

from dtors_network.sources.refi_project import read_study
from tests.unit.sources.hostile import bomb, check_memory, lying, packed, refused, sparse

HEAD = b'<?xml version="1.0"?><Project xmlns="urn:QDA-XML:project:1.0">'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, (b"&%c;" % (97 + n)) * 10) for n in range(9)
)


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
    check_memory()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
