"""The remark for whoever waits for the compiler: once, and only then."""

from __future__ import annotations

import sys
from time import sleep
from types import ModuleType, SimpleNamespace

import pytest

from willing.cli import patience as module
from willing.cli.patience import KERNELS, SAID, compiling, patience


@pytest.fixture
def kernel(monkeypatch):
    """A model's module in place of the real ones; its `play` compiled as the test says."""
    monkeypatch.setattr(module, "STEP", 0.01)
    for name in KERNELS:
        monkeypatch.delitem(sys.modules, name, raising=False)
    made = ModuleType(KERNELS[1])
    monkeypatch.setitem(sys.modules, KERNELS[1], made)
    return made


def test_who_waits_for_the_compiler_is_told_once(kernel, capsys):
    kernel.play = SimpleNamespace(signatures=[])
    with patience():
        sleep(0.3)
    assert capsys.readouterr().err == f"{SAID}\n"


def test_who_waits_for_something_else_is_told_nothing(kernel, capsys):
    kernel.play = SimpleNamespace(signatures=["(float64,)"])
    with patience():
        sleep(0.1)
    assert capsys.readouterr().err == ""


def test_a_module_that_is_still_loading_is_not_compiling(kernel):
    assert not compiling()


def test_an_error_passes(kernel, capsys):
    with pytest.raises(ValueError, match="x"), patience():
        raise ValueError("x")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", KERNELS)
def test_every_model_has_turns_that_can_be_asked(name):
    play = pytest.importorskip(name).play
    assert callable(play)
    assert hasattr(play, "signatures")
