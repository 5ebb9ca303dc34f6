"""What a process reads or compiles once in the product, and the tests once for all of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from assistant import prompts
from assistant.prompts import SHIPPED, Prompt, Prompts
from assistant.readers.words import Lexicon


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
    """The shipped words and prompts, the pages' templates. A store's own files are read each time."""
    load, read, options = Lexicon.load, prompts.read, Flask.jinja_options
    Lexicon.load = _lexicon(load)
    prompts.read = _prompt(read)
    Flask.jinja_options = {**options, "bytecode_cache": Compiled()}
    yield
    Lexicon.load, prompts.read, Flask.jinja_options = load, read, options


def _lexicon(load: Callable[[Prompts], Lexicon]) -> Callable[[Prompts], Lexicon]:
    known: list[Lexicon] = []

    def once(prompts: Prompts) -> Lexicon:
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
