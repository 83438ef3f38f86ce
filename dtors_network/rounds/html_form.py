"""A form as one web page: nothing is loaded from elsewhere, it saves a small file of answers and opens it again."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from dtors_network.rounds import words
from dtors_network.rounds.form import DETAILED, AskedRound, Form
from dtors_network.rounds.json_reply import KIND
from dtors_network.rounds.store import file_name

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

POLICY: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"


def html_form(asked: AskedRound, form: Form) -> str:
    """Write a form as a page.

    Parameters
    ----------
    asked : AskedRound
        The round.
    form : Form
        The questions to one service.

    Returns
    -------
    str
        A whole document. Its content security policy lets its own script run and nothing be loaded; whatever a table
        says is escaped text.

    Examples
    --------
    >>> from datetime import date
    >>> asked = AskedRound(area="a", area_name="A & B", round="r1", reference="p", digest="", opened=date(2026, 2, 2),
    ...     closes=None, words={"agreement": {}, "barrier": {}}, forms=(), not_asked={}, findings=(), coverage={})
    >>> "A &amp; B" in html_form(asked, Form(form="F1", service="gp", name="Hill Surgery", questions=()))
    True
    """
    style, script = _source("form.css"), _source("form.js")
    mark = {"kind": KIND, "area": asked.area, "round": asked.round, "form": form.form, "service": form.service}
    names = [name for name in words.PARTS if form.part(name)]
    parts = [(one, words.heading(at, one), words.PARTS[one][1], form.part(one)) for at, one in enumerate(names, 1)]
    return _environment().get_template("form.html.jinja").render(
        asked=asked, form=form, parts=parts, words=words, mark=mark, style=style, script=script,
        policy=f"{POLICY}; style-src {_hash(style)}; script-src {_hash(script)}",
        detailed=DETAILED, file_name=f"answers-{file_name(form)}.json",
    )  # fmt: skip


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("dtors_network.rounds", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _source(name: str) -> Markup:
    from markupsafe import Markup

    loader: Any = _environment().loader
    return Markup(loader.get_source(_environment(), name)[0])  # noqa: S704 - our own file
