"""An issue in either of KTAB's formats: which one it is, and its dimensions one by one."""

from __future__ import annotations

from pathlib import Path

from willing.errors import InputError
from willing.models.bargaining.inputs import Inputs, check_inputs
from willing.models.bargaining.spatial_model.ktab_csv import (
    looks_like_ktab,
    read_ktab_csv,
    write_ktab_csv,
)
from willing.models.bargaining.spatial_model.ktab_xml import read_ktab_xml, write_ktab_xml
from willing.models.bargaining.spatial_model.spatial_inputs import SpatialInputs
from willing.models.bargaining.spatial_model.spatial_issue import SpatialIssue
from willing.scenario.problems import suggestion

LONGEST_OF_KTAB = 25
"""Characters of a name that KTAB takes."""


def is_ktab(path: Path) -> bool:
    """Whether a file is one of KTAB's: XML, or CSV that begins as KTAB's does."""
    return path.suffix.lower() == ".xml" or looks_like_ktab(path)


def read_ktab(path: Path) -> SpatialInputs:
    """The issue in such a file. Raises `InputError` with file and line."""
    return read_ktab_xml(path) if path.suffix.lower() == ".xml" else read_ktab_csv(path)


def written_ktab(issue: SpatialIssue, path: Path) -> str:
    """The text of a file of this name. Raises `InputError` for any other ending."""
    if path.suffix.lower() == ".xml":
        return write_ktab_xml(issue)
    if path.suffix.lower() == ".csv":
        return write_ktab_csv(issue)
    raise InputError(f"{path}: KTAB reads .xml and .csv; end the name in one of them")


def loses(issue: SpatialIssue) -> str:
    """What in the names would lose KTAB a run of the issue; "" for nothing."""
    long = [one for one in (issue.name, *issue.actors, *issue.dims) if len(one) > LONGEST_OF_KTAB]
    if long:
        return f"names of more than {LONGEST_OF_KTAB} characters, such as {long[0][:80]}"
    return "an apostrophe in the name of the issue" if "'" in issue.name else ""


def dimension(inputs: SpatialInputs, dim: str | None) -> Inputs:
    """One dimension as an issue of its own, for the other models; the only one unless named.

    Raises `InputError` for an unknown one, or none named of several.
    """
    issue = inputs.issue
    if dim is None and len(issue.dims) > 1:
        some = ", ".join(issue.dims[:5])
        raise InputError(f"{len(issue.dims)} dimensions; choose one with --issue: {some}")
    if dim is not None and dim not in issue.dims:
        mend = suggestion(dim, issue.dims) or f"there are {', '.join(issue.dims[:5])}"
        raise InputError(f"no dimension `{dim[:80]}`; {mend}")
    k = issue.dims.index(dim) if dim is not None else 0
    found = Inputs(
        name=issue.dims[k],
        actors=issue.actors,
        positions=tuple(row[k] for row in inputs.positions),
        saliences=tuple(row[k] for row in inputs.saliences),
        capabilities=inputs.capabilities,
        names=issue.actors,
    )
    check_inputs(found)
    return found
