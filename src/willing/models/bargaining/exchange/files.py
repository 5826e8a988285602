"""Agendas from the files of a user, and from scenarios."""

from __future__ import annotations

from pathlib import Path

from willing.errors import InputError
from willing.models.bargaining.exchange.agenda import Agenda, make_agenda
from willing.models.bargaining.exchange.decidefile import is_decide, read_decide
from willing.models.bargaining.from_scenario import scenario_inputs
from willing.models.bargaining.spatial_model.files import dimension, is_ktab, read_ktab
from willing.models.bargaining.tablefile import read_tables
from willing.scenario.issuecheck import is_complete
from willing.scenario.scenario import Scenario


def scenario_agenda(scenario: Scenario) -> Agenda:
    """All issues of a scenario that have all that they need. Raises `InputError`."""
    issues = [name for name, issue in scenario.issues.items() if is_complete(issue)]
    return make_agenda(scenario.initiative.id, [scenario_inputs(scenario, name) for name in issues])


def read_agenda(
    path: Path, scale: tuple[float, float] | None = None
) -> tuple[Agenda, tuple[str, ...]]:
    """The agenda in a table, or in a file of decide's or KTAB's, and remarks on how it was read.

    Raises `InputError` with the file, and with the line where there is one.
    """
    for program, belongs in (("decide", is_decide), ("KTAB", is_ktab)):
        if scale is not None and belongs(path):
            raise InputError(f"--scale: {path} is one of {program}'s, and says its own scale")
    if is_decide(path):
        return read_decide(path), ()
    try:
        if is_ktab(path):
            spatial = read_ktab(path)
            dims = [dimension(spatial, dim) for dim in spatial.issue.dims]
            return make_agenda(path.stem, dims), ()
        read = read_tables(path, scale)
        remarks = dict.fromkeys(remark for one in read for remark in one.remarks)
        return make_agenda(path.stem, [one.inputs for one in read]), tuple(remarks)
    except InputError as error:
        said = str(error)
        raise InputError(said if said.startswith(str(path)) else f"{path}: {said}") from None
