"""How many passages a second, in how much memory, for few and for many documents?

    python benchmarks/scale.py              10, 1,000 and 100,000 documents (the last takes long)
    python benchmarks/scale.py 10 1000      as many as you say

Each run is the command itself, `willing extract FOLDER --out FILE`, over a folder of files of
about 600 characters, with the start of Python and of all processes in the time. "One core" has
the whole run, with all its processes, on one core. A CPU-second is one of any core, whatever else
the machine does meanwhile. Memory is the peak of the resident pages of the process that was
started, and of the largest of those that read. Needs Linux.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SIZES = (10, 1_000, 100_000)
IN_A_FOLDER = 1_000
STATES = (
    "Norway", "Denmark", "Chile", "Peru", "Kenya", "Ghana", "Japan", "Spain", "Portugal", "Canada",
    "Greece", "Estonia", "Latvia", "Poland", "Uruguay", "Jordan", "Senegal", "Vietnam", "Finland",
)  # fmt: skip
MATTERS = {
    "strait_patrol": "strait patrol",
    "border_mission": "border mission",
    "grain_pact": "grain pact",
}
SENTENCES = (
    "{A} will join the {m} with {n} vessels, its defence minister said on Tuesday.",
    "{A} has ruled out any part in the {m}, citing the cost of its last deployment.",
    "{A} is ready to join the {m} if the United Nations gives it a mandate.",
    "In {A} the cabinet has not decided; the coalition's junior partner wants a vote first.",
    "{A} and {B} announced that they back the {m} and would share the bill.",
    "“We will not send a single soldier,” the president of {A} told reporters.",
    "{A} offered training and {n} million euros, but no troops.",
    "Officials in {B} called the {m} premature, and said that {A} thought the same.",
    "Prices at the port rose by {n} per cent over the week, traders said.",
    "{A}, which had wavered, said it would take part in the {m} once parliament agrees.",
    "The opposition in {B} demanded a debate on the {m} before the summer.",
    "{A} leads the {m} and expects {n} partners by the end of the month.",
    "Nobody in the room mentioned {B}, whose ships had left two days before.",
    "{A} threatened to veto the {m} unless its farmers are compensated.",
)
PROGRAM = """
import json, resource, sys
from pathlib import Path
from willing.cli.app import willing
try:
    willing(sys.argv[1:])
except SystemExit as end:
    code = end.code
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
peak = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]
cpu = sum(one.ru_utime + one.ru_stime for one in used)
print(json.dumps([code, cpu, int(peak)]), file=sys.stderr)
"""


@dataclass(frozen=True)
class Run:
    """One run: its documents, its cores, its seconds, those of all cores, the peaks in MiB."""

    documents: int
    cores: int
    seconds: float
    cpu: float
    parent: float
    reader: float

    @property
    def rate(self) -> float:
        return self.documents / self.seconds


def passages(number: int) -> Iterator[str]:
    """Texts of about 600 characters, each another one, the same on every machine."""
    for seed in range(number):
        chance = random.Random(seed)
        matter = chance.choice(list(MATTERS.values()))
        said: list[str] = []
        while sum(map(len, said)) < 540:
            a, b = chance.sample(STATES, 2)
            sentence = chance.choice(SENTENCES)
            said.append(sentence.format(A=a, B=b, m=matter, n=chance.randint(2, 90)))
        yield " ".join(said)


def write(folder: Path, number: int) -> float:
    """Write so many documents, a thousand in a folder; the mean of their characters."""
    characters = 0
    for place, text in enumerate(passages(number)):
        below = folder / f"{place // IN_A_FOLDER:03}"
        if place % IN_A_FOLDER == 0:
            below.mkdir(parents=True)
        (below / f"{place:06}.txt").write_text(text, encoding="utf-8")
        characters += len(text)
    return characters / number


def measure(folder: Path, documents: int, cores: list[int]) -> Run:
    """Run the command on these cores."""
    words = ["extract", str(folder / "documents"), "--initiatives", str(folder / "known.json")]
    words += ["--out", str(folder / "out.jsonl"), "--restart"]
    command = [sys.executable, "-c", PROGRAM, *words]
    begin = time.perf_counter()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),
    ) as process:  # fmt: skip
        readers: dict[str, int] = {}
        while process.poll() is None:
            readers.update(children(process.pid))
            time.sleep(0.1)
        assert process.stderr is not None
        said = process.stderr.read()
    seconds = time.perf_counter() - begin
    code, cpu, parent = json.loads(said.splitlines()[-1])
    assert code == 0, said
    reader = max(readers.values(), default=0)
    return Run(documents, len(cores), seconds, cpu, parent / 1024, reader / 1024)


def children(process: int) -> Iterator[tuple[str, int]]:
    """The peaks of the processes below one, in KiB, as far as they still run.

    The latest of each counts: one that is just being started has its parent's.
    """
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            with contextlib.suppress(OSError, IndexError):
                status = Path(f"/proc/{child}/status").read_text()
                yield child, int(status.partition("VmHWM:")[2].split()[0])


def row(run: Run, first: Run | None) -> str:
    """A line of the table; the ratio is to the run of the same size on one core."""
    faster = f"{run.rate / first.rate:.1f}" if first else "1"
    reader = f"{run.reader:.0f}" if run.reader else "none"
    return (
        f"| {run.documents:,} | {run.cores} | {run.seconds:.1f} | {run.rate:,.0f} | {faster} "
        f"| {run.documents / run.cpu:,.0f} | {run.parent:.0f} | {reader} |"
    )


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    every = sorted(os.sched_getaffinity(0))
    print(
        "| documents | cores | seconds | passages/s | ratio | passages/CPU-s "
        "| MiB, parent | MiB, a reader |\n|--:|--:|--:|--:|--:|--:|--:|--:|"
    )
    for documents in sizes:
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            write(folder / "documents", documents)
            known = {id_: {"name": name} for id_, name in MATTERS.items()}
            (folder / "known.json").write_text(json.dumps(known))
            one = measure(folder, documents, every[:1])
            print(row(one, None), flush=True)
            if len(every) > 1:
                print(row(measure(folder, documents, every), one), flush=True)


if __name__ == "__main__":
    main()
