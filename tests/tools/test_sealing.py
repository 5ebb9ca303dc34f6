"""Secrets at rest: sealed with the newest key, opened with any that is named."""

import pytest

from assistant.settings import Settings
from assistant.tools.sealing import CannotUnseal, sealer

SECRET = "JBSWY3DPEHPK3PXP"


def test_what_is_sealed_says_nothing_and_opens_again():
    safe = sealer([b"one"])
    sealed = safe.seal(SECRET)
    assert SECRET not in sealed
    assert sealed != safe.seal(SECRET)
    assert safe.unseal(sealed) == SECRET


def test_an_older_key_still_opens_and_the_newest_seals():
    sealed = sealer([b"old"]).seal(SECRET)
    both = sealer([b"new", b"old"])
    assert both.unseal(sealed) == SECRET
    assert sealer([b"new"]).unseal(both.renewed(sealed)) == SECRET


@pytest.mark.parametrize("sealed", ["", "no seal at all", sealer([b"old"]).seal(SECRET)])
def test_a_wrong_key_says_what_to_do(sealed):
    with pytest.raises(CannotUnseal, match="RIGHTBACK_OLD_KEYS"):
        sealer([b"new"]).unseal(sealed)


def test_no_key_at_all_is_refused():
    with pytest.raises(CannotUnseal, match="RIGHTBACK_SECRET_KEY"):
        sealer([b""])


def test_the_kept_key_is_made_once_and_opens_what_it_sealed_after_a_key_is_set(tmp_path):
    kept = Settings.read({}, data=tmp_path)
    sealed = sealer(kept.keys()).seal(SECRET)
    assert kept.keys() == Settings.read({}, data=tmp_path).keys()
    assert (tmp_path / "form-key").stat().st_mode & 0o777 == 0o600
    later = Settings.read(
        {"RIGHTBACK_SECRET_KEY": "fresh", "RIGHTBACK_OLD_KEYS": "older oldest"}, data=tmp_path
    )
    assert later.keys()[:3] == (b"fresh", b"older", b"oldest")
    assert sealer(later.keys()).unseal(sealed) == SECRET
