"""Reports of random studies against brute force, and their rows in an area that is written and read again."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.examples import small_area
from dtors_network.exchange.studies.refi_passages import merged
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.exchange.studies.refi_words import Excerpts
from dtors_network.exchange.studies.study import Passage, Study, StudyCase, StudyCode, StudyDocument
from dtors_network.model import laws
from dtors_network.model.area import Area

BOOK = shipped_codebook()
AREA = small_area()
PLACED = [service for service in AREA.services if service.name]
BARRIERS = [barrier.code for barrier in BOOK.barriers[18:22]]
CODES = (
    *(StudyCode(guid=code, path=tuple(code.split("."))) for code in BARRIERS),
    *(StudyCode(guid=f"at {one.service}", path=("places", one.service)) for one in PLACED[:3]),
    StudyCode(guid="other", path=("weather",)),
)
NAMES = st.text(st.characters(codec="utf-8"), max_size=5).map(lambda name: f"¤{name}")
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


@st.composite
def studies(draw: st.DrawFn) -> Study:
    documents = [StudyDocument(guid=f"d{n}", name=draw(NAMES)) for n in range(draw(st.integers(1, 3)))]
    spans = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)
    passages = [
        Passage(
            document=document.guid,
            part=document.guid,
            locator=f"characters {start}-{end}",
            start=start,
            end=end,
            codes=tuple(draw(st.lists(st.sampled_from([code.guid for code in CODES]), min_size=1, max_size=3))),
        )
        for document in documents
        for start, end in draw(st.lists(spans, max_size=6))
    ]
    cases = [
        StudyCase(guid=f"c{n}", name=draw(NAMES), documents=frozenset(draw(st.sets(st.sampled_from(["d0", "d1"])))))
        for n in range(draw(st.integers(0, 3)))
    ]
    return Study(file="s.qdpx", codes=CODES, cases=tuple(cases), documents=tuple(documents), passages=merged(passages))


def services_at(passage: Passage) -> set[str]:
    return {code.removeprefix("at ") for code in passage.codes if code.startswith("at ")}


def wanted(study: Study) -> list[tuple[str, str, str, str]]:
    """Say where every report stands, looking at all pairs of passages."""
    found = []
    for one in study.passages:
        for code in dict.fromkeys(code for code in one.codes if code in BARRIERS):
            wider = [
                other
                for other in study.passages
                if other.document == one.document and other.start <= one.start and one.end <= other.end  # type: ignore[operator]
            ]
            levels = [services_at(one), set().union(*map(services_at, wider))]
            nearest = next((level for level in levels if level), set())
            found.append((one.document, one.locator, code, nearest.pop() if len(nearest) == 1 else ""))
    return found


@settings(max_examples=60, deadline=None)
@given(studies())
def test_places_are_those_of_brute_force(study: Study) -> None:
    made = barrier_reports(study, BOOK, PLACED).barriers
    order = sorted(study.documents, key=lambda one: (one.name.casefold(), one.name))
    guid_of = {f"D{number:02}": one.guid for number, one in enumerate(order, start=1)}
    assert [(guid_of[row.document], row.locator, row.code, row.service) for row in made] == wanted(study)


@settings(max_examples=60, deadline=None)
@given(studies())
def test_one_voice_is_a_pseudonym_and_several_are_none(study: Study) -> None:
    made = barrier_reports(study, BOOK, PLACED)
    order = sorted(study.documents, key=lambda one: (one.name.casefold(), one.name))
    for row in made.barriers:
        document = order[int(row.document[1:]) - 1].guid
        voices = [case for case in study.cases if document in case.documents]
        assert bool(row.reporter) == (len(voices) == 1)
    assert "¤" not in repr(made)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(studies(), TEXTS)
def test_reports_are_rows_that_an_area_takes_and_gives_back(study: Study, text: str) -> None:
    excerpts = Excerpts(texts={(one.document, one.part, one.locator): text for one in study.passages})
    made = barrier_reports(study, BOOK, AREA.services, None, excerpts).barriers
    area: Area = replace(AREA, barriers=made, tables=AREA.tables | {"barriers"})
    assert laws.faults(area) == ()
    with TemporaryDirectory() as folder:
        write_area(area, Path(folder) / "area")
        assert read_area(Path(folder) / "area").barriers == made
