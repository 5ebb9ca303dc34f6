"""What a process reads or compiles once in the product, and the tests once for all of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from werkzeug.routing import Rule

from assistant import prompts
from assistant.prompts import SHIPPED, Prompt, Prompts
from assistant.readers.words import Lexicon
from assistant.records import database
from assistant.tools import phrases

Read = TypeVar("Read")


class Compiled(BytecodeCache):
    """Templates by the hash of their source, in memory."""

    def __init__(self) -> None:
        self.codes: dict[str, object] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key + bucket.checksum] = bucket.code


@contextmanager
def read_once() -> Iterator[None]:
    """The shipped words and prompts, the pages' templates and addresses, the statements of each database.

    A store's own files are read each time.
    """
    load, read, options = Lexicon.load, prompts.read, Flask.jinja_options
    lists = phrases.load
    builder, sqlite, postgresql = Rule._compile_builder, database._sqlite, database._postgresql
    Lexicon.load, phrases.load = _shipped(load), _shipped(lists)
    prompts.read = _prompt(read)
    Flask.jinja_options = {**options, "bytecode_cache": Compiled()}
    Rule._compile_builder = _builder(builder)
    database._sqlite, database._postgresql = _compiling(sqlite), _compiling(postgresql)
    yield
    Rule._compile_builder, database._sqlite, database._postgresql = builder, sqlite, postgresql
    Lexicon.load, phrases.load, prompts.read, Flask.jinja_options = load, lists, read, options


def _shipped(load: Callable[[Prompts], Read]) -> Callable[[Prompts], Read]:
    known: list[Read] = []

    def once(prompts: Prompts) -> Read:
        if prompts.folders != (SHIPPED,):
            return load(prompts)
        if not known:
            known.append(load(prompts))
        return known[0]

    return once


def _prompt(read: Callable[[str, Path], Prompt]) -> Callable[[str, Path], Prompt]:
    known: dict[Path, Prompt] = {}

    def once(name: str, path: Path) -> Prompt:
        if not path.is_relative_to(SHIPPED):
            return read(name, path)
        if path not in known:
            known[path] = read(name, path)
        return known[path]

    return once


def _builder(compile_builder: Callable[..., object]) -> Callable[..., object]:
    known: dict[tuple[object, ...], object] = {}

    def once(rule: Rule, append_unknown: bool = True) -> object:
        key = rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    return once


def _compiling(opened: Callable[[str], Engine]) -> Callable[[str], Engine]:
    """Engines of one kind share a dialect, and with it what it has compiled."""
    first: list[Engine] = []

    def once(url: str) -> Engine:
        engine = opened(url)
        if not first:
            first.append(engine)
        engine.dialect, engine._compiled_cache = first[0].dialect, first[0]._compiled_cache
        return engine

    return once
