"""Scenario files: read with the place of every mistake, written and read back, rewritten."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenario_strategies import scenarios

from willing.errors import ScenarioError
from willing.scenario.files import check_file, dump_scenario, load_scenario, update_scenario
from willing.scenario.scenario import Latent, Scenario
from willing.scenario.yamlfile import MAX_BYTES, write_atomically

HEAD = "initiative: {id: patrol, date: 2024-01-15}\n"

COMMENTED = """\
# What is asked
initiative:
    id: "patrol"    # short
    date: 2024-01-15
    leads: NOR   # one lead

events:
    mandate: {p: 0.30}  # our guess

actors:
    # the north
    NOR:
        pledges:
        # said in the Storting
        - {kind: naval, stance: in, amount: [1, 2, 3]}  # frigates
        # said on the radio
        - kind: air
          stance: 0.50
          when: 'mandate'

    SWE:   # neutral no more
        pledges:
        - {kind: naval, stance: lean_in}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "scenario.yaml"


def written(file: Path, text: str) -> Path:
    file.write_text(dedent(text), encoding="utf-8")
    return file


# --- reading ---------------------------------------------------------------------------------


def test_reads_every_shape_of_a_value(file: Path) -> None:
    scenario = load_scenario(
        written(
            file,
            """\
            initiative: {id: NO, title: yes, date: 2024-01-15, leads: NOR}
            events:
              a: {p: 0.5}
              b: {p: {if: a, then: 0.4, else: {if: not a, then: 0.1, else: 1}}}
            actors:
              NOR:
                pledges:
                  - {kind: air, stance: lead, amount: 3}
                  - {kind: naval, stance: 0.7, amount: [1, 2, 3]}
                  - {kind: finance, stance: {mean: 1, sd: 0.5}, amount: {p10: 1, p50: 2, p90: 9}}
            """,
        ),
        check=True,
    )
    assert scenario.initiative.id == "NO"
    assert scenario.initiative.title == "yes"
    assert scenario.initiative.leads == ("NOR",)
    air, naval, finance = scenario.actors["NOR"].pledges
    assert (air.stance, air.amount) == ("lead", 3.0)
    assert (naval.stance, naval.amount) == (0.7, (1.0, 2.0, 3.0))
    assert finance.stance == Latent(mean=1, sd=0.5)


BROKEN: list[tuple[str, str, list[str]]] = [
    ("repeated key", HEAD + "actors:\n  GBR: {}\n  GBR: {}\n", ["4:3: GBR.*twice.*line 3"]),
    ("unknown field", HEAD + "event: {}\n", ["2:1: event: unknown field.*`events`"]),
    (
        "unknown field of a pledge",
        HEAD + "actors:\n  GBR:\n    pledges:\n      - {kind: air, stance: in, amont: 3}\n",
        ["5:33: actors.GBR.pledges.0..amont: unknown field `amont`; did you mean `amount`"],
    ),
    ("no initiative", "events: {}\n", ["1:1: file: the field `initiative` is missing"]),
    ("date", "initiative:\n  id: x\n  date: soon\n", ["3:9: initiative.date.*2025-03-05"]),
    ("probability", HEAD + "events:\n  a: {p: 1.5}\n", ["3:10: events.a.p: 1.5.*from 0 to 1"]),
    ("probability NaN", HEAD + "events:\n  a: {p: .nan}\n", ["3:10: events.a.p"]),
    (
        "nested probability",
        HEAD + "events:\n  b:\n    p: {if: a, then: 0.1, else: {if: a, then: -1, else: x}}\n",
        ["4:47: events.b.p.else.then: -1", '4:57: events.b.p.else.else: "x" does not fit'],
    ),
    ("branch", HEAD + "events:\n  b: {p: {if: a, then: 0.1}}\n", ["3:10: .*`else` is missing"]),
    (
        "stance",
        HEAD + "actors:\n  GBR:\n    pledges:\n    - kind: air\n      stance: maybe\n",
        ['6:15: actors.GBR.pledges.0..stance: "maybe" does not fit; write a label'],
    ),
    (
        "triangle",
        HEAD + "actors: {GBR: {pledges: [{kind: air, stance: in, amount: [3, 2, 1]}]}}\n",
        ["2:58: .*amount: .*must rise"],
    ),
    (
        "amounts",
        HEAD + "actors:\n  GBR:\n    pledges:\n    - {kind: air, stance: in, amount: -1}\n"
        "    - {kind: air, stance: in, amount: [1, 2]}\n    - {kind: air, stance: in, amount: 2t}\n"
        "    - {kind: air, stance: in, amount: .inf}\n"
        "    - {kind: air, stance: in, amount: {p10: 1}}\n",
        ["5:39: .*0..amount: -1", "6:39: .*1..amount: too few", "7:39: .*2..amount", "8:39: .*3.",
         "9:39: .*`p50` is missing", "9:39: .*`p90` is missing"],
    ),
    ("pledge", HEAD + "actors: {GBR: {pledges: [air]}}\n", ["2:26: .*write a pledge, such as"]),
    ("pledges", HEAD + "actors: {GBR: {pledges: air}}\n", ["2:25: .*write a list of pledges"]),
    ("empty actor", HEAD + "actors:\n  GBR:\n", ["3:3: actors.GBR: an empty value does not fit"]),
    ("number as code", HEAD + "actors:\n  404: {}\n", ["3:3: actors.404.*quotation marks"]),
    (
        "ballots",
        HEAD + "bodies:\n  b:\n    rule: consensus\n    members: [GBR]\n    votes:\n"
        "      GBR: {yes: 1, abstain: 1, no: 0}\n",
        ["7:12: bodies.b.votes.GBR: .*must be 1, got 2"],
    ),
    ("constants", HEAD + "constants: {noise_sd: 0}\n", ["2:23: constants.noise_sd: 0: .*greater"]),
    ("syntax", HEAD + "events: [a,\nb", ["3:2: file: not valid YAML"]),
    ("tab", HEAD + "events:\n\ta: 1\n", ["3:1: file: not valid YAML"]),
    ("day that is none", "initiative: {id: x, date: 2024-13-45}\n", ["1:27: .*month"]),
    ("two documents", HEAD + "---\na: 1\n", ["2:1: file: .*single document"]),
    ("a list", "- a\n", ["1:1: file: expected fields"]),
    ("empty", "", ["1:1: file: expected fields"]),
    ("directive", "%YAML 1.1\n---\na: NO\n", ["1:1: file: a YAML directive"]),
    ("tag", HEAD + "events: !!python/object:os.system {a: 1}\n", ["events: a YAML tag"]),
    ("scalar tag", HEAD + "events: {a: !run b}\n", ["events.a: a YAML tag"]),
    ("set", HEAD + "events: !!set {a, b}\n", ["events: neither"]),
    ("list as key", HEAD + "? [a, b]\n: 1\n", ["neither text"]),
    ("control character", HEAD + "events: a\x00b\n", ["not valid YAML"]),
    ("alias to itself", HEAD + "actors: &a {GBR: *a}\n", ["2:"]),
    ("huge number", HEAD + f"events: {{a: {{p: {'9' * 5000}}}}}\n", ["2:17: .*digits"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN])
def test_names_line_field_and_mend(file: Path, text: str, expected: list[str]) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(file)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(expected), lines
    for line, pattern in zip(lines, expected, strict=True):
        assert re.match(re.escape(f"{file}:") + " ?.*" + pattern, line), line


def test_a_check_on_loading_points_into_the_condition(file: Path) -> None:
    written(
        file,
        HEAD + "events: {ceasefire: {p: 0.5}}\nactors:\n  GBR:\n    pledges:\n"
        "    - kind: air\n      stance: in\n      when: 'ceasefire and joind(FRA)'\n",
    )
    assert load_scenario(file).events.keys() == {"ceasefire"}
    with pytest.raises(ScenarioError, match=r":8:28: .*\.when: character 15 .*`joind\(\)`"):
        load_scenario(file, check=True)


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="cannot read the scenario: No such file"):
        load_scenario(tmp_path / "absent.yaml")
    with pytest.raises(ScenarioError, match="cannot read the scenario: Is a directory"):
        load_scenario(tmp_path)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes(b"initiative:\n  title: \xe9t\xe9\n")
    with pytest.raises(ScenarioError, match=r":2: not UTF-8"):
        load_scenario(latin)


def test_bounds_on_size_nesting_and_aliases(file: Path) -> None:
    file.write_text("#" * (MAX_BYTES + 1))
    with pytest.raises(ScenarioError, match="larger than"):
        load_scenario(file)
    file.write_text("a: " + "{a: " * 3000)
    with pytest.raises(ScenarioError, match="nested too deeply"):
        load_scenario(file)
    layers = [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    file.write_text("a: &a [x]\n" + "\n".join(layers))
    with pytest.raises(ScenarioError, match="too large once its aliases are followed"):
        load_scenario(file)


def test_aliases_of_a_reasonable_size_are_followed(file: Path) -> None:
    written(
        file, HEAD + "actors:\n  GBR: &same {pledges: [{kind: air, stance: in}]}\n  FRA: *same\n"
    )
    scenario = load_scenario(file, check=True)
    assert scenario.actors["GBR"] == scenario.actors["FRA"]


@settings(max_examples=200)
@given(text=st.text(alphabet="ab:{}[]-&*!|>%#'\",? \n\t0159.eé", max_size=60))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError):
        load_scenario(file)


# --- writing ---------------------------------------------------------------------------------


@settings(max_examples=25, deadline=None)
@given(scenario=scenarios)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, scenario: Scenario
) -> None:
    file = tmp_path_factory.getbasetemp() / "written.yaml"
    text = dump_scenario(scenario, file)
    assert file.read_text(encoding="utf-8") == text
    assert load_scenario(file, check=True) == scenario
    assert dump_scenario(load_scenario(file)) == text


@settings(max_examples=20, deadline=None)
@given(one=scenarios, other=scenarios, data=st.data())
def test_any_commented_file_can_be_turned_into_any_scenario(
    tmp_path_factory: pytest.TempPathFactory, one: Scenario, other: Scenario, data: st.DataObject
) -> None:
    file = tmp_path_factory.getbasetemp() / "turned.yaml"
    lines = []
    for line in dump_scenario(one).splitlines():
        remark = data.draw(st.sampled_from(["", "", "before", "behind", "empty"]))
        margin = " " * (len(line) - len(line.lstrip()))
        lines += {"before": [f"{margin}# before"], "empty": [""]}.get(remark, [])
        lines.append(f"{line}  # behind" if remark == "behind" else line)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert load_scenario(file) == one
    update_scenario(file, other)
    assert load_scenario(file) == other


def test_a_rewrite_touches_only_what_changed(file: Path) -> None:
    file.write_text(COMMENTED)
    scenario = load_scenario(file)
    assert update_scenario(file, scenario) == COMMENTED

    norway = scenario.actors["NOR"]
    frigates, jets = norway.pledges
    pledges = (frigates.model_copy(update={"amount": 4.0}), jets)
    actors = scenario.actors | {"NOR": norway.model_copy(update={"pledges": pledges})}
    changed = scenario.model_copy(update={"actors": actors})
    update_scenario(file, changed)
    assert load_scenario(file) == changed
    before, after = COMMENTED.splitlines(), file.read_text().splitlines()
    differing = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
    assert len(differing) == 1
    assert "amount: 4}" in differing[0][1]
    assert "# frigates" in differing[0][1]


def test_comments_survive_additions_and_removals(file: Path) -> None:
    file.write_text(COMMENTED)
    scenario = load_scenario(file)
    norway = scenario.actors["NOR"]
    frigates, jets = norway.pledges
    training = jets.model_copy(update={"kind": "training"})
    more = norway.model_copy(update={"pledges": (frigates, jets, training), "said": "in"})
    changed = scenario.model_copy(update={"actors": {"NOR": more, "FIN": norway}})
    update_scenario(file, changed)
    assert load_scenario(file) == changed
    text = file.read_text()
    kept = ("What is asked", "short", "one lead", "our guess", "the north", "frigates", "radio")
    assert all(f"# {comment}" in text or comment in text for comment in kept)
    assert "SWE" not in text


def test_a_list_can_be_emptied_under_its_comment(file: Path) -> None:
    """Ruamel would put the next key on the same line if the comment stayed."""
    written(
        file,
        HEAD + "actors:\n  NOR:\n    blocs:\n      # why\n      - nb8\n"
        "  FRA:\n    pledges:\n      - kind: air\n        stance: in\n",
    )
    scenario = load_scenario(file)
    alone = scenario.actors["NOR"].model_copy(update={"blocs": ()})
    said = scenario.actors["FRA"].model_copy(update={"pledges": (), "said": "out", "blocs": ()})
    changed = scenario.model_copy(update={"actors": {"NOR": alone, "FRA": said}})
    update_scenario(file, changed)
    assert load_scenario(file) == changed


def test_a_rewrite_refuses_to_change_shared_values(file: Path) -> None:
    shared = HEAD + "actors:\n  GBR: &same\n    pledges: [{kind: air, stance: in}]\n  FRA: *same\n"
    file.write_text(shared)
    scenario = load_scenario(file)
    out = scenario.actors["GBR"].pledges[0].model_copy(update={"stance": "out"})
    alone = scenario.actors["GBR"].model_copy(update={"pledges": (out,)})
    changed = scenario.model_copy(update={"actors": scenario.actors | {"GBR": alone}})
    with pytest.raises(ScenarioError, match="write the shared values out"):
        update_scenario(file, changed)
    assert file.read_text() == shared


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("old")
    file.chmod(0o600)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    write_atomically(link, "new")
    assert file.read_text() == "new"
    assert link.is_symlink()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.yaml", "link.yaml"]
    with pytest.raises(ScenarioError, match="cannot be written"):
        write_atomically(tmp_path / "absent" / "a.yaml", "new")


def test_warnings_do_not_stop_a_file(file: Path) -> None:
    written(file, HEAD + "events: {rain: {p: 0.5}}\n")
    assert load_scenario(file, check=True).events.keys() == {"rain"}
    problems = check_file(file)
    assert [(p.severity, p.line, p.column) for p in problems] == [("warning", 2, 10)]


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_atomically(pipe, "new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert [found.name for found in tmp_path.iterdir()] == ["pipe"]
