"""The build of the wheel: on demand, the reader's modules become machine code.

HATCH_BUILD_HOOK_ENABLE_CUSTOM=true asks for it. The same modules, compiled by mypyc, read the same
in three quarters of the instructions. It takes two to three minutes and a C compiler.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from mypyc.build import mypycify
from setuptools import Distribution

SOURCE = Path("src")
READER = SOURCE / "willing" / "extraction"
LEFT = {"__init__", "statement"}
"""Statements travel between processes, which compiled classes do not."""


class CompiledReader(BuildHookInterface[Any]):
    """Compiles the reader, outside of the working tree."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and add what came of it to the wheel."""
        if version != "standard":  # installed for development: the modules will change
            return
        self.folder = tempfile.TemporaryDirectory(prefix="willing-")  # goes when the wheel is made
        folder = Path(self.folder.name)
        for made in compiled(Path(self.root), folder):
            build_data["force_include"][str(made)] = made.relative_to(folder / "lib").as_posix()
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def compiled(root: Path, folder: Path) -> list[Path]:
    """Compile the reader of the tree at `root`: what was made, below `folder`/lib."""
    modules = sorted(p for p in (root / READER).glob("*.py") if p.stem not in LEFT)
    before = Path.cwd()
    os.chdir(root / SOURCE)
    try:
        extensions = mypycify(
            [
                "--ignore-missing-imports",
                "--follow-imports=silent",
                f"--cache-dir={folder / 'mypy'}",
                *[str(module.relative_to(root / SOURCE)) for module in modules],
            ],
            opt_level="1",  # what it calls takes the time: with 3 it reads no faster
            debug_level="0",
            target_dir=str(folder / "c"),
        )
        build = Distribution({"ext_modules": extensions}).get_command_obj("build_ext")
        build.build_lib, build.build_temp = str(folder / "lib"), str(folder / "temp")
        build.ensure_finalized()
        build.run()
        return [path for path in (folder / "lib").rglob("*") if path.is_file()]
    finally:
        os.chdir(before)
