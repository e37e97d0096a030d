"""The program `age` opens what we seal, and we open what it seals."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ssc_desktop.bundle import sealing
from ssc_desktop.bundle.sealing import Keys, Lock, SealingKey
from ssc_desktop.errors import NotABundle

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed"),
]
FROZEN = Path(__file__).parents[2] / "frozen" / "bundles"
WORDS = "deux tortues sous la pluie"


def _age(*command: str | Path) -> None:
    subprocess.run(["age", *command], check=True, capture_output=True)


def _age_asking(*command: str | Path) -> None:
    """Run it at a terminal of its own and type the passphrase as often as it asks."""
    import pty

    child, terminal = pty.fork()
    if not child:
        os.execvp("age", ["age", *map(str, command)])  # noqa: S606
    try:
        said = b""
        while chunk := os.read(terminal, 1024):
            said += chunk
            if said.rstrip().endswith(b":"):
                os.write(terminal, WORDS.encode() + b"\n")
                said = b""
    except OSError:  # it closed the terminal: it is done
        pass
    finally:
        os.close(terminal)
        assert os.waitpid(child, 0)[1] == 0


def _read(sealed: Path, keys: Keys) -> bytes:
    with sealing.opened(sealed, sealed.parent / "spool", keys) as plain:
        return plain.read_bytes()


def test_age_opens_what_we_sealed_for_keys(bundle: Path, tmp_path: Path) -> None:
    own = SealingKey.load_or_create(tmp_path / "own")
    sealing.seal(bundle, tmp_path / "ours.sscz.age", Lock.to(own, []))

    _age("-d", "-i", tmp_path / "own" / "sealing.key", "-o", tmp_path / "out",
         tmp_path / "ours.sscz.age")  # fmt: skip

    assert (tmp_path / "out").read_bytes() == bundle.read_bytes()


def test_we_open_what_age_sealed_for_keys(bundle: Path, tmp_path: Path) -> None:
    own = SealingKey.load_or_create(tmp_path / "own")

    _age("-r", own.recipient, "-o", tmp_path / "theirs.sscz.age", bundle)

    assert _read(tmp_path / "theirs.sscz.age", Keys(tmp_path / "own")) == bundle.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
def test_age_opens_what_we_sealed_by_a_passphrase(bundle: Path, tmp_path: Path) -> None:
    sealing.seal(bundle, tmp_path / "ours.sscz.age", Lock.by(WORDS))

    _age_asking("-d", "-o", tmp_path / "out", tmp_path / "ours.sscz.age")

    assert (tmp_path / "out").read_bytes() == bundle.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals")
def test_we_open_what_age_sealed_by_a_passphrase(bundle: Path, tmp_path: Path) -> None:
    _age_asking("-p", "-o", tmp_path / "theirs.sscz.age", bundle)

    assert _read(tmp_path / "theirs.sscz.age", Keys(passphrase=WORDS)) == bundle.read_bytes()


def test_the_library_and_we_open_each_others_passphrases(bundle: Path, tmp_path: Path) -> None:
    from pyrage import passphrase

    sealing.seal(bundle, tmp_path / "ours.sscz.age", Lock.by(WORDS))
    (tmp_path / "theirs.sscz.age").write_bytes(passphrase.encrypt(bundle.read_bytes(), WORDS))

    assert passphrase.decrypt((tmp_path / "ours.sscz.age").read_bytes(), WORDS) == (
        bundle.read_bytes()
    )
    assert _read(tmp_path / "theirs.sscz.age", Keys(passphrase=WORDS)) == bundle.read_bytes()


def test_armour_is_refused_with_a_kind_word(bundle: Path, tmp_path: Path) -> None:
    own = SealingKey.load_or_create(tmp_path / "own")
    _age("-a", "-r", own.recipient, "-o", tmp_path / "text.sscz.age", bundle)

    with pytest.raises(NotABundle, match="as text"):
        _read(tmp_path / "text.sscz.age", Keys(tmp_path / "own"))


@pytest.mark.parametrize("sample", sorted(FROZEN.glob("*/sealed.sscz.age")), ids=str)
def test_age_opens_the_samples_of_every_version(sample: Path, tmp_path: Path) -> None:
    _age("-d", "-i", sample.with_name("sealing.key"), "-o", tmp_path / "out", sample)

    with sealing.opened(sample, tmp_path / "spool", Keys(sample.parent)) as plain:
        assert plain.read_bytes() == (tmp_path / "out").read_bytes()
