"""A report as a tagged PDF, made from its HTML by WeasyPrint (the extra ``pdf``)."""

from __future__ import annotations

from typing import Any

from dtors_network.accounts.paper import Paper
from dtors_network.errors import Fault, InputError
from dtors_network.out.html import html


def pdf(paper: Paper) -> bytes:
    """Write a report as PDF/UA: tagged, so that it can be read aloud.

    Where WeasyPrint or the library Pango, which it needs, is not there, it says how to get them.

    >>> from dtors_network.accounts.stamp import stamp_of
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> paper = Paper("Report", stamp_of(protect(small_area())), "It is so.", [], [], {"Version": "1"})
    >>> pdf(paper)[:5]  # doctest: +SKIP
    b'%PDF-'
    """
    made: bytes = printer()(string=html(paper), url_fetcher=_nothing).write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return made


def printer() -> Any:
    """Give what turns HTML into pages.

    Where WeasyPrint, or the library Pango, is not there, it says how to get it.
    """
    try:
        from weasyprint import HTML
    except ImportError as lacking:
        raise InputError([_fault("WeasyPrint is not installed", "pip install 'dtors-network[pdf]'")]) from lacking
    except OSError as lacking:
        raise InputError(
            [
                _fault(
                    "the library Pango is not installed",
                    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 (Debian); brew install pango (macOS)",
                )
            ]
        ) from lacking
    return HTML


def _fault(what: str, fix: str) -> Fault:
    return Fault(f"a PDF cannot be made: {what}", f"Install it ({fix}), or write .html and print it from a browser.")


def _nothing(address: str, *rest: object, **more: object) -> dict[str, object]:
    """Refuse whatever a document might ask for: nothing is fetched."""
    raise ValueError(f"nothing is fetched for a report: {address}")
