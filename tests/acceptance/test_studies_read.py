"""Every real project of the samples is read, with the counts of a plain second reading; what we write is valid."""

import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.studies.refi_codebook import qdc
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.exchange.studies.refi_words import read_excerpts
from dtors_network.model.area import Service

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples" / "refi_qda"
PROJECTS = ("atlas_ti_8.qdpx", "hand_authored.qdpx")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample projects are not here")


def document(name: str) -> str:
    with zipfile.ZipFile(SAMPLES / name) as archive:
        (entry,) = [entry for entry in archive.namelist() if entry.lower().endswith(".qde")]
        return archive.read(entry).decode("utf-8")


@pytest.mark.parametrize("name", PROJECTS)
def test_a_real_project_is_read_whole(name: str) -> None:
    text = document(name)
    study = read_study(SAMPLES / name)
    assert len(study.codes) == len(re.findall(r"<Code\s", text))
    assert len(study.cases) == len(re.findall(r"<Case\s", text))
    assert len(study.documents) == len(re.findall(r"<(?:Text|Picture|PDF|Audio|Video)Source\s", text))
    assert study.notes == len(re.findall(r"<Note\s", text))
    codings = {
        (selection.get("guid"), reference.get("targetGUID"))
        for selection in ElementTree.fromstring(text).iter()
        if selection.tag.endswith("Selection")
        for reference in selection.findall("{*}Coding/{*}CodeRef")
    }
    assert sum(len(passage.codes) for passage in study.passages) == len(codings) > 0
    assert (study.dangling, study.unplaced) == (0, 0)


@pytest.mark.parametrize("name", PROJECTS)
def test_no_name_of_a_user_and_no_path_is_kept(name: str) -> None:
    text = document(name)
    secrets = re.findall(r'<User\s[^>]*name="([^"]+)"', text) + re.findall(r'basePath="([^"]+)"', text)
    secrets = [secret for secret in secrets if secret != "ATLAS.ti"]  # the program itself is one of its users
    assert secrets
    study = read_study(SAMPLES / name)
    assert not [secret for secret in secrets if secret in repr(study)]
    made = barrier_reports(study, shipped_codebook())
    assert not [one.name for one in (*study.documents, *study.cases) if one.name in repr(made.barriers)]


def test_excerpts_are_what_the_positions_say() -> None:
    place = SAMPLES / "hand_authored.qdpx"
    with zipfile.ZipFile(place) as archive:
        (entry,) = [entry for entry in archive.namelist() if entry.endswith(".txt")]
        text = archive.read(entry).decode("utf-8")
    found = re.findall(r'startPosition="(\d+)" endPosition="(\d+)"', document("hand_authored.qdpx"))
    study = read_study(place)
    assert sorted(read_excerpts(place, study).texts.values()) == sorted(
        text[int(start) : int(end)] for start, end in found
    )


def test_sources_that_were_not_exported_are_missed_and_no_excerpt_is_made_up() -> None:
    place = SAMPLES / "atlas_ti_8.qdpx"
    with zipfile.ZipFile(place) as archive:
        assert [entry for entry in archive.namelist() if not entry.endswith((".qde", "/"))] == []
    study = read_study(place)
    root = ElementTree.fromstring(document("atlas_ti_8.qdpx"))
    with_text = [
        source for source in root.find("{*}Sources") or [] if any(one.get("plainTextPath") for one in source.iter())
    ]
    assert sum(one.missing for one in study.documents) == len(with_text)
    assert read_excerpts(place, study).texts == {}


def test_the_codebook_that_we_write_is_valid_against_the_standard() -> None:
    etree = pytest.importorskip("lxml.etree", reason="lxml validates against the schema, and is not here")
    schema = etree.XMLSchema(etree.parse(str(SAMPLES / "Codebook.xsd")))
    services = (Service(service="a<b", name='The "Hub" & co', service_type="open_access"),)
    for written in (qdc(shipped_codebook()), qdc(shipped_codebook(), services)):
        schema.assertValid(etree.fromstring(written))
    broken = qdc(shipped_codebook()).replace(b'isCodable="true"', b'isCodable="perhaps"', 1)
    assert not schema.validate(etree.fromstring(broken))
