"""What stands around a passage: wider passages with a place of their own, and the cases that it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.exchange.studies.study import Passage, Study

MOST_COMPARISONS: Final = 5_000_000
"""Pairs of a passage with a wider one or a case of its document; a project with more was not coded by people."""


class Around:
    """Finds what stands around the passages of a study.

    Parameters
    ----------
    study : Study
        The study.
    placed : set of str
        The guids of the codes that stand for a place.

    Raises
    ------
    InputError
        If far more passages would have to be compared than people can code.
    """

    def __init__(self, study: Study, placed: Set[str]) -> None:
        self._wider: dict[str, list[Passage]] = {}
        for passage in study.passages:
            if not placed.isdisjoint(passage.codes):
                self._wider.setdefault(passage.document, []).append(passage)
        every = Counter(passage.document for passage in study.passages)
        self._of_selection: dict[str, list[str]] = {}
        self._of_document: dict[str, list[str]] = {}
        for case in study.cases:
            for selection in case.selections:
                self._of_selection.setdefault(selection, []).append(case.guid)
            for document in case.documents:
                self._of_document.setdefault(document, []).append(case.guid)
        near = Counter({document: len(wider) for document, wider in self._wider.items()})
        near.update({document: len(cases) for document, cases in self._of_document.items()})
        if sum(number * every[document] for document, number in near.items()) > MOST_COMPARISONS:
            problem = "this project codes more passages, or more cases of one document, than people could"
            raise InputError([Fault(problem, "Export the documents in several projects", file=study.file)])

    def codes(self, passage: Passage) -> list[str]:
        """List the codes of wider passages with a place."""
        wider = self._wider.get(passage.document, [])
        return [code for one in wider if one is not passage and one.holds(passage) for code in one.codes]

    def cases(self, passage: Passage) -> list[str]:
        """List the cases that a passage itself belongs to."""
        selected = [case for one in passage.selections for case in self._of_selection.get(one, ())]
        return list(dict.fromkeys((*passage.cases, *selected)))

    def cases_of_document(self, passage: Passage) -> list[str]:
        """List the cases that the whole document belongs to."""
        return self._of_document.get(passage.document, [])
