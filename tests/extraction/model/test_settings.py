"""Settings: from the caller, else from the environment; what cannot work is said."""

from __future__ import annotations

import builtins

import pytest

from willing.errors import InputError
from willing.extraction.model.reader import ModelReader
from willing.extraction.model.settings import ModelSettings, model_settings

HERE = {"WILLING_LLM_BASE_URL": "http://localhost:1/v1/", "WILLING_LLM_MODEL": "m"}


def test_the_environment_fills_what_is_not_given():
    found = model_settings(
        model="mine",
        environ=HERE
        | {
            "WILLING_LLM_KEY": "secret-key",
            "WILLING_LLM_PRICE_IN": "0.5",
            "WILLING_LLM_PRICE_OUT": "1.5",
            "WILLING_LLM_BUDGET": "2",
            "WILLING_LLM_TIMEOUT": "9",
            "WILLING_LLM_CONCURRENCY": "2",
            "WILLING_LLM_CACHE": "kept",
        },
    )
    assert (found.base_url, found.model, found.key) == (
        "http://localhost:1/v1",
        "mine",
        "secret-key",
    )
    assert (found.price_in, found.price_out, found.budget) == (0.5, 1.5, 2.0)
    assert (found.timeout, found.concurrency, str(found.cache)) == (9.0, 2, "kept")
    assert "secret-key" not in repr(found)


def test_defaults():
    found = model_settings(environ=HERE | {"XDG_CACHE_HOME": "/c", "WILLING_LLM_TIMEOUT": ""})
    assert (found.timeout, found.concurrency, found.budget) == (120.0, 4, None)
    assert found.cache is not None and found.cache.parts[-2:] == ("willing", "answers")
    assert model_settings(environ=HERE, cached=False).cache is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"WILLING_LLM_BASE_URL": ""}, "where is the model"),
        ({"WILLING_LLM_MODEL": " "}, "which model"),
        ({"WILLING_LLM_BASE_URL": "localhost:1"}, "write it as https"),
        ({"WILLING_LLM_BASE_URL": "ftp://x/v1"}, "write it as https"),
        ({"WILLING_LLM_BASE_URL": "https://a:b@x/v1"}, "WILLING_LLM_KEY"),
        ({"WILLING_LLM_BASE_URL": "https://x/v1?key=3"}, "write it as https"),
        ({"WILLING_LLM_BUDGET": "3"}, "a budget needs prices"),
        ({"WILLING_LLM_BUDGET": "-3"}, "WILLING_LLM_BUDGET"),
        ({"WILLING_LLM_TIMEOUT": "soon"}, "WILLING_LLM_TIMEOUT"),
        ({"WILLING_LLM_PRICE_IN": "nan"}, "WILLING_LLM_PRICE_IN"),
        ({"WILLING_LLM_CONCURRENCY": "1000"}, "from 1 to 64"),
        ({"WILLING_LLM_KEY": "a\nb-secret"}, "one word of plain characters"),
        ({"WILLING_LLM_KEY": "sécret"}, "one word of plain characters"),
    ],
)
def test_what_cannot_work_is_said(changes, said):
    with pytest.raises(InputError, match=said) as caught:
        model_settings(environ=HERE | changes)
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "10.0.0.3", "gpu-box", "[::1]"])
def test_a_key_crosses_ones_own_network_only_without_protection(host):
    given = HERE | {"WILLING_LLM_KEY": "k", "WILLING_LLM_BASE_URL": f"http://{host}/v1"}
    assert model_settings(environ=given).key == "k"
    away = given | {"WILLING_LLM_BASE_URL": "http://api.example.com/v1"}
    with pytest.raises(InputError, match="unprotected"):
        model_settings(environ=away)
    secure = given | {"WILLING_LLM_BASE_URL": "https://api.example.com/v1"}
    assert model_settings(environ=secure).key == "k"


def test_without_httpx_there_is_one_clear_message(monkeypatch):
    real = builtins.__import__

    def no_httpx(name, *rest):
        if name == "httpx":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", no_httpx)
    with pytest.raises(InputError, match=r"pip install 'willing\[llm\]'"):
        ModelReader(ModelSettings("http://localhost:1/v1", "m"))
