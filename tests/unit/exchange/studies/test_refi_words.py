"""Excerpts are the words that were coded, however the program counted; where that cannot be told, they are left out."""

import random
import zipfile
from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.studies.refi_counting import WAYS, Counted, Ends, Way
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.exchange.studies.refi_words import Excerpts, read_excerpts

LINES = ["Bo: How did it go?", "Kit: 🙂 They sent me away.", "Kit: I never went back there.", "Bo: Thank you."]
WIDTH = {Ends.ONE: (1, 1), Ends.TWO: (2, 2), Ends.KEPT: (1, 2)}


def counted(text: str, way: Way) -> dict[int, int]:
    """Walk through a text: place by position, for every position at which a character starts or the text ends."""
    position, place = int(way.marked), 0
    found = {0: 0, position: 0}
    while place < len(text):
        ending = next((end for end in ("\r\n", "\n") if text.startswith(end, place)), "")
        plain = 2 if way.units and ord(text[place]) > 0xFFFF else 1
        position += WIDTH[way.ends][len(ending) - 1] if ending else plain
        place += len(ending) or 1
        found[position] = place
    return found


def test_every_way_of_counting_equals_walking_through_the_text() -> None:
    drawn = random.Random(5)
    for _ in range(60):
        text = "".join(drawn.choice(["a", "b ", "\r\n", "\n", "🙂", "é"]) for _ in range(drawn.randint(0, 9)))
        for way in WAYS:
            places = counted(text, way)
            for start in range(max(places) + 3):
                for end in range(start, max(places) + 3):
                    both = start in places and end in places
                    wanted = text[places[start] : places[end]] if both else None
                    assert Counted(text).cut(way, start, end) == wanted, (text, way, start, end)


def position(text: str, words: str, way: Way) -> tuple[int, int]:
    """Count as a program does: where words start and end."""
    start = text.index(words)
    places = {place: number for number, place in sorted(counted(text, way).items(), reverse=True)}
    return places[start], places[start + len(words)]


def study(
    folder: Path,
    texts: list[str],
    passages: list[tuple[int, int, int, str]],
    origin: str = "A program",
    bom: bool = True,
) -> Excerpts:
    """Pack texts, with passages of text number, start, end and name, and read their words."""
    sources = []
    for number, _ in enumerate(texts):
        spots = "".join(
            f'<PlainTextSelection guid="{number}-{at}" name="{name}" startPosition="{start}" endPosition="{end}">'
            '<Coding guid="c"><CodeRef targetGUID="k"/></Coding></PlainTextSelection>'
            for at, (text, start, end, name) in enumerate(passages)
            if text == number
        )
        path = f"internal://T{number}.txt"
        sources.append(f'<TextSource guid="d{number}" name="t{number}" plainTextPath="{path}">{spots}</TextSource>')
    document = (
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="S" origin="{origin}"><CodeBook><Codes>'
        f'<Code guid="k" name="delivery.instability" isCodable="true"/></Codes></CodeBook><Sources>{"".join(sources)}'
        "</Sources></Project>"
    )
    place = folder / "study.qdpx"
    with zipfile.ZipFile(place, "w") as archive:
        archive.writestr("project.qde", document)
        for number, text in enumerate(texts):
            archive.writestr(f"sources/T{number}.txt", text.encode("utf-8-sig" if bom else "utf-8"))
    return read_excerpts(place, read_study(place))


def words(found: Excerpts) -> list[str]:
    return list(found.texts.values())


CRLF = "\r\n".join(LINES)
WANTED = "I never went back there."


@pytest.mark.parametrize("way", WAYS)
def test_a_name_tells_how_its_program_counted(tmp_path: Path, way: Way) -> None:
    for text in (CRLF, "\n".join(LINES)):
        start, end = position(text, WANTED, way)
        assert words(study(tmp_path, [text], [(0, start, end, WANTED)], bom=way.marked)) == [WANTED]


def test_a_name_that_is_cut_short_or_a_description_of_another_passage_tells_too(tmp_path: Path) -> None:
    start, end = position(CRLF, "They sent me away.", Way(Ends.ONE))
    named = (0, *position(CRLF, WANTED, Way(Ends.ONE)), "I never went…")
    found = study(tmp_path, [CRLF, CRLF], [named, (0, start, end, "x"), (1, start, end, "y")])
    assert words(found) == [WANTED, "They sent me away.", "They sent me away."]
    assert (found.unsure, found.guessed) == (frozenset(), frozenset())


@pytest.mark.parametrize("origin", ["ATLAS.ti Web 3", "ATLAS.ti 23.1", "QualCoder 3.6"])
def test_the_program_tells_where_no_name_does(tmp_path: Path, origin: str) -> None:
    spot = (0, *position(CRLF, "went back", Way(Ends.ONE)), "")
    assert words(study(tmp_path, [CRLF], [spot], origin)) == ["went back"]


def test_a_position_within_a_line_end_tells(tmp_path: Path) -> None:
    text = "Yes.\r\nNo."
    found = study(tmp_path, [text], [(0, 5, 8, "")])
    assert words(found) == ["No."] and not found.guessed


def test_whole_words_tell_and_it_is_said(tmp_path: Path) -> None:
    for way in (Way(), Way(Ends.ONE)):
        found = study(tmp_path, [CRLF], [(0, *position(CRLF, "never went back", way), "")])
        assert words(found) == ["never went back"] and len(found.guessed) == 1


def test_where_nothing_tells_the_words_are_left_out_and_counted(tmp_path: Path) -> None:
    text = "a b c d\r\na b c d e f g"
    assert study(tmp_path, [text], [(0, 12, 13, "")]).unsure == {("d0", "d0", "characters 12-13")}
    place = tmp_path / "study.qdpx"
    read = read_study(place)
    made = barrier_reports(read, shipped_codebook(), excerpts=read_excerpts(place, read))
    assert [row.excerpt for row in made.barriers] == [""]
    told = "1 of the reports has no excerpt, since nothing tells how its program counted line ends"
    assert told in made.cautions
    assert not [caution for caution in made.cautions if "is no text" in caution]


def test_before_the_first_line_end_every_way_gives_the_same(tmp_path: Path) -> None:
    found = study(tmp_path, [CRLF], [(0, 4, 7, "")])
    assert words(found) == ["How"] and not found.guessed


def test_words_that_are_not_those_of_their_name_are_left_out(tmp_path: Path) -> None:
    spots = [(0, *position(CRLF, line, Way(Ends.ONE)), line) for line in (LINES[0], LINES[2], LINES[3])]
    found = study(
        tmp_path, [CRLF], [*spots, (0, *position(CRLF, "sent me", Way(Ends.ONE)), "He was turned down twice")]
    )
    assert words(found) == [LINES[0], LINES[2], LINES[3]]
    assert len(found.unsure) == 1
    kept = study(
        tmp_path, [CRLF], [(0, *position(CRLF, WANTED, Way(Ends.ONE)), "Loss of trust in services")], "ATLAS.ti"
    )
    assert words(kept) == [WANTED]
