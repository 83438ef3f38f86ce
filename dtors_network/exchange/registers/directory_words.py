"""Which terms of a directory name a type of service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.codebook import Codebook
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import same_name
from dtors_network.safe.text import read_text
from dtors_network.safe.yaml_reading import parse_yaml

_BETWEEN: Final = re.compile(r"[\W_]+")


class Terms:
    """Finds the service type that a classification term stands for, whatever its case and punctuation.

    Parameters
    ----------
    codebook : Codebook
        Where the service types come from.
    types : mapping of str to str
        Service type by term, as the user gives them; they come before those of the codebook.

    Examples
    --------
    >>> from dtors_network.area_files.codebook_yaml import shipped_codebook
    >>> terms = Terms(shipped_codebook(), {"Tier 3": "psychosocial"})
    >>> terms.type_of("Needle Exchange"), terms.type_of("tier-3"), terms.type_of("Leisure")
    ('needle_exchange', 'psychosocial', '')
    """

    def __init__(self, codebook: Codebook, types: Mapping[str, str]) -> None:
        unknown = [kind for kind in types.values() if kind not in codebook.service_type]
        if unknown:
            known = list(codebook.service_type)
            raise InputError([Fault("unknown service type", did_you_mean(kind, known), value=kind) for kind in unknown])
        self._known = {_plain(name): one.code for one in codebook.service_types for name in (one.code, one.title)}
        self._known |= {_plain(name): kind for name, kind in types.items()}

    def type_of(self, term: str) -> str:
        """Give the code of the service type, or an empty string."""
        return self._known.get(_plain(term), "")


def read_types(path: Path) -> dict[str, str]:
    """Read which service type a directory's classification terms stand for: a YAML file, one line a term."""
    return {str(term): str(code) for term, code in dict(parse_yaml(read_text(path), path.name)).items()}


def _plain(text: str) -> str:
    return _BETWEEN.sub(" ", same_name(text)).strip()
