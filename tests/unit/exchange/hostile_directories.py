"""Run by a test in a process of its own: directories and registers made to do harm."""

import sys
from pathlib import Path

from dtors_network.area_files.area_io import read_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.registers.cqc import read_cqc_directory, read_cqc_hsca
from dtors_network.exchange.registers.open_referral import read_directory
from tests.unit.exchange.hostile import bomb, check_memory, lying, refused, sparse


def main(folder: Path) -> None:
    place = folder / "services.json"
    book = shipped_codebook()

    def document(name: str, content: bytes) -> None:
        place.write_bytes(content)
        refused(name, lambda: read_directory([place], book))

    refused("one gigabyte", lambda: read_directory([sparse(place, b"[", 1_000_000_000)], book))
    document("deep JSON", b"[" * 900_000 + b"]" * 900_000)
    document("deep objects", b'{"contents":' * 500_000 + b"1" + b"}" * 500_000)
    document("rather deep JSON", b"[" * 500 + b"]" * 500)
    document("many lists", b"[" + b"[]," * 2_000_000 + b"[]]")
    document("many numbers", b"[" + b"1," * 4_000_000 + b"1]")
    document("as many objects as may be", b"[" + b"{}," * 499_000 + b"{}]")
    document("as many texts as may be", b"[" + b'"ab",' * 1_900_000 + b"1]")
    one = b'{"id":"%d","name":"a","status":"active"},'
    document("many services", b"[" + b"".join(one % number for number in range(200_000)) + b"[]]")
    terms = b'{"name":"a","status":"active","attributes":[' + b"{}," * 400_000 + b"{}]}"
    document("many terms", terms)
    document("huge number", b"[" + b"9" * 10_000_000 + b"]")
    document("endless text", b'"' + b"a" * 29_000_000)
    document("truncated JSON", b'{"id": "1", "name"')
    document("sixteen bits", "[]".encode("utf-16"))
    document("no JSON", b"<html></html>")
    document("empty", b"")
    packed = bomb(folder / "hsds.zip", 60, "services.csv")
    refused("zip bomb", lambda: read_directory([packed], book))
    sheet = bomb(folder / "hsca.xlsx", 60, "xl/workbook.xml")
    refused("workbook bomb", lambda: read_cqc_hsca(sheet))
    lie = lying(folder / "lying.xlsx", 500, "[Content_Types].xml")
    refused("lying workbook", lambda: read_cqc_hsca(lie))
    refused("lying workbook of an area", lambda: read_area(lie))
    register = folder / "register.csv"
    register.write_bytes(b"Name\n" * 500_000)
    refused("no header", lambda: read_cqc_directory(register))
    refused("one gigabyte of register", lambda: read_cqc_directory(sparse(register, b"Name\n", 1_000_000_000)))
    check_memory()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
