"""What is too large, too many, too deep or oddly named is refused in words, or kept as it came."""

import io
import json

import pytest
from tests_web import token_of

from assistant.records import LedgerEntry

FORM = "/hooks/form/token-form"


def kept(parts):
    with parts.services.sessions() as session:
        newest = session.query(LedgerEntry).order_by(LedgerEntry.id.desc()).first()
        return json.loads(newest.raw.content)


@pytest.mark.parametrize("path", ["/conversations/1/notes", "/sign-in"])
def test_a_page_takes_no_more_than_a_megabyte(dana, path):
    answer = dana.post(path, data={"csrf_token": "x", "text": "x" * 1_100_000, "message": "x"})
    assert answer.status_code == 413
    assert "too large" in answer.text


def test_a_page_takes_no_more_than_a_thousand_parts(dana):
    fields = {f"f{n}": (io.BytesIO(b"x"), "a.txt") for n in range(1100)}
    answer = dana.post("/conversations/1/notes", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 413


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_a_hook_takes_no_more_than_a_thousand_fields(nobody, kind):
    fields = {f"f{n}": "x" for n in range(1100)}
    assert nobody.post(FORM, data=fields, content_type=kind).status_code == 413


@pytest.mark.parametrize("depth", [40, 400, 900, 5_000, 100_000])
@pytest.mark.parametrize("shape", ["[{}]", '{{"a": {}}}'])
def test_json_nested_without_end_is_kept_as_words_and_breaks_nothing(nobody, parts, depth, shape):
    before, after = shape.replace("{{", "{").replace("}}", "}").split("{}")
    body = before * depth + '"hello"' + after * depth
    assert nobody.post(FORM, data=body, content_type="application/json").status_code == 202
    assert "hello" in json.dumps(kept(parts))
    line = nobody.post("/chat/token-chat/lines", data=body, content_type="application/json")
    assert line.status_code in (400, 413)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "a\r\nX-Evil: 1.txt",
        "a\x00.txt",
        "\u202egpj.exe",
        "x" * 5000,
        "ünï.txt",
    ],
)
def test_a_files_name_is_words_and_no_path(nobody, parts, name, tmp_path):
    files = {"message": "Hi", "photo": (io.BytesIO(b"bytes"), name)}
    answer = nobody.post(FORM, data=files, content_type="multipart/form-data")
    assert answer.status_code in (202, 400)
    if answer.status_code == 202 and "_files" in kept(parts):
        assert kept(parts)["_files"][0]["size"] == 5
    assert not list(tmp_path.rglob("passwd*")) and not list(tmp_path.rglob("*.txt"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_packed_body_is_not_unpacked(nobody, parts, encoding):
    import gzip

    packed = gzip.compress(b'{"message": "' + b"a" * 5_000_000 + b'"}')
    nobody.post(FORM, data=packed, content_type="application/json", headers={"Content-Encoding": encoding})
    assert len(json.dumps(kept(parts))) < 10 * len(packed) + 1000


def test_a_zip_that_unfolds_into_terabytes_is_bytes_like_any_other(nobody, parts):
    import zipfile

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 20_000_000)
    files = {"message": "Hi", "photo": (io.BytesIO(bomb.getvalue()), "a.zip")}
    assert nobody.post(FORM, data=files, content_type="multipart/form-data").status_code == 202
    assert kept(parts)["_files"][0]["size"] == len(bomb.getvalue())


def test_a_field_given_twice_is_read_one_way(dana, world):
    """Parameter pollution: the address never stands in for the form."""
    token = token_of(dana.get("/today"))
    path = f"/conversations/{world.conversation}/notes"
    assert dana.post(f"{path}?csrf_token={token}&text=x", data={"text": "x"}).status_code == 400
