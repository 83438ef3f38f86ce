"""What is written reads back as it was, whatever text it holds."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.area_files.pathway_yaml import read_pathway, shipped_pathway
from dtors_network.area_files.yaml_writing import write_codebook_extension, write_pathway
from dtors_network.model.codebook import BarrierCode, ClientGroup, Codebook, ServiceType, Term
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import End, Grade, Stage

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
ANYWHERE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@ANYWHERE
@given(text=TEXT, side=st.sampled_from([None, *End]))
def test_own_codes_written_and_read_are_the_same(tmp_path: Path, text: str, side: End | None) -> None:
    own = with_own_codes(text, side)
    write_codebook_extension(own, shipped_codebook(), tmp_path / "codebook.yaml")
    assert extend_codebook(shipped_codebook(), tmp_path / "codebook.yaml") == own


@ANYWHERE
@given(text=TEXT, each=st.booleans(), confirmed=st.booleans(), grade=st.sampled_from(Grade))
def test_a_pathway_written_and_read_is_the_same(
    tmp_path: Path, text: str, each: bool, confirmed: bool, grade: Grade
) -> None:
    route = Route(
        code="x.1", title=text, senders=("gp",), receivers=("housing", "wellbeing"), each=each, grade=grade,
        client_group="housing_need", condition=text, collect=text, source=text, confirmed=confirmed,
    )  # fmt: skip
    base = shipped_pathway("models_of_care_2006")
    own = replace(base, id="007", title=text, note=text, routes=(*base.routes, route))
    write_pathway(own, tmp_path / "pathway.yaml")
    assert read_pathway(tmp_path / "pathway.yaml", shipped_codebook()) == own


def test_a_codebook_without_own_codes_is_written_too(tmp_path: Path) -> None:
    write_codebook_extension(shipped_codebook(), shipped_codebook(), tmp_path / "codebook.yaml")
    assert extend_codebook(shipped_codebook(), tmp_path / "codebook.yaml") == shipped_codebook()


def test_it_writes_without_the_c_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeDumper")
    own = with_own_codes("no: 'yes' – 😀", None)
    write_codebook_extension(own, shipped_codebook(), tmp_path / "codebook.yaml")
    assert extend_codebook(shipped_codebook(), tmp_path / "codebook.yaml") == own


def test_a_codebook_that_lacks_codes_of_its_base_is_not_an_extension(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"^outcomes of the codebook do not start with those of its base$"):
        write_codebook_extension(replace(shipped_codebook(), outcomes=()), shipped_codebook(), tmp_path / "c.yaml")


def with_own_codes(text: str, side: End | None) -> Codebook:
    base = shipped_codebook()
    barrier = BarrierCode(
        code="own.x", theme=text, title=text, definition="", kind="benefit", reported_by=("commissioner",),
        attaches_to=("link", "area"), side=side, closes="veterans", test="reach_of_aftercare", source=text, note=text,
    )  # fmt: skip
    return replace(
        base,
        title=text,
        service_types=(*base.service_types, ServiceType(code="null", title=text, stage=Stage.ROUTES_IN)),
        client_groups=(*base.client_groups, ClientGroup(code="veterans", title=text, starts_at=("gp", "null"))),
        barriers=(*base.barriers, barrier),
        outcomes=(*base.outcomes, Term(code="007", title=text)),
        refusal_reasons=(*base.refusal_reasons, Term(code="yes", title=text)),
    )
