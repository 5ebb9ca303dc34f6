"""Tokens are counted by tiktoken itself, offline."""

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.tools.tokens import Tokens, encoding_name

KNOWN = [  # counts of OpenAI's own tokenizer
    ("gpt-4o", "hello world", 2),
    ("gpt-4", "hello world", 2),
    ("gpt-4o", "", 0),
    ("gpt-4o", "antidisestablishmentarianism", 6),
    ("gpt-4", "antidisestablishmentarianism", 6),
]


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the tokenizer reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize(("model", "text", "tokens"), KNOWN)
def test_counts_are_those_of_the_models_own_tokenizer(model: str, text: str, tokens: int):
    assert Tokens(model).count(text) == tokens


def test_a_customer_may_write_a_special_token():
    assert Tokens().count("<|endoftext|>") > 1


@pytest.mark.parametrize("model", ["", "smollm2", "gpt-99-turbo", "local/llama-3"])
def test_an_unknown_model_counts_as_the_newest_table(model: str):
    assert encoding_name(model) == "o200k_base"


def test_a_model_of_an_older_table_counts_by_it():
    assert encoding_name("gpt-4") == "cl100k_base"


@pytest.mark.parametrize(
    "text", ["a" * 400_000, " " * 400_000, "!?" * 200_000, "\ud800 broken", "日本" * 9000]
)
def test_hostile_text_is_counted_too(text: str):
    assert Tokens().count(text) > 0


def test_many_threads_may_be_the_first_to_count():
    tokens = Tokens("gpt-4o")
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(tokens.count, ["the same line"] * 64)) == {3}


def test_the_beginning_of_a_text_has_at_most_so_many_tokens():
    tokens = Tokens()
    text = "The rack fits the 2017 Corolla. " * 200
    short = tokens.first(text, 50)
    assert text.startswith(short)
    assert 40 < tokens.count(short) <= 50


def test_a_short_text_stays_whole():
    assert Tokens().first("Is it here?", 50) == "Is it here?"


def test_nothing_is_loaded_before_the_first_count():
    program = (
        "import sys; from assistant.tools.tokens import Tokens; Tokens('gpt-4o');"
        "sys.exit('tiktoken' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_loading_leaves_the_environment_as_it_was():
    before = dict(os.environ)
    Tokens("gpt-4").count("x")
    assert dict(os.environ) == before
