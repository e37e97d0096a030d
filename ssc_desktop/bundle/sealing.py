"""Sealing: a whole bundle inside an encrypted file (age v1), and out of it again.

A bundle is signed inside and sealed outside: everything but the size is hidden. It is sealed for
keys (`Lock.to`) or by a passphrase (`Lock.by`), never by both.
"""

import contextlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final, Self

from ssc_desktop import at_rest, temporary
from ssc_desktop.at_rest import FileKey
from ssc_desktop.bundle import envelope, passphrase
from ssc_desktop.bundle.envelope import Envelope
from ssc_desktop.bundle.refusals import Refusal, damaged, told
from ssc_desktop.bundle.sealing_key import SealingKey, age, public_key
from ssc_desktop.bundle.watch import Progress, Stop, Watch
from ssc_desktop.errors import (
    BundleError,
    DiskFull,
    InvalidInput,
    NotABundle,
    NotForYou,
    PassphraseNeeded,
    Unsafe,
)
from ssc_desktop.files import Sink, proving, refused, unreadable
from ssc_desktop.history.identifiers import new_id
from ssc_desktop.i18n import _

__all__ = [
    "ENDING",
    "SHORTEST",
    "Keys",
    "Lock",
    "SealingKey",
    "is_sealed",
    "needs_passphrase",
    "opened",
    "seal",
    "unseal",
]

ENDING: Final = ".sscz.age"
SHORTEST: Final = 8
"""Characters a passphrase must have."""

_STEP: Final = 256 * 1024
_HEADER_ROOM: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Lock:
    """For whom a bundle is sealed: some keys, or whoever knows a passphrase."""

    recipients: tuple[str, ...] = ()
    passphrase: str = field(default="", repr=False)

    @classmethod
    def to(cls, own: SealingKey, recipients: Iterable[str]) -> Self:
        """For these keys (`age1…`) and this computer; raises InvalidInput for one that is none."""
        every = tuple(dict.fromkeys([*recipients, own.recipient]))
        for one in every:
            public_key(one)
        return cls(every)

    @classmethod
    def by(cls, passphrase: str) -> Self:
        """By a passphrase; raises InvalidInput where it is too short."""
        if len(passphrase) < SHORTEST:
            raise InvalidInput(
                _("A passphrase needs at least {n} characters.").format(n=SHORTEST),
                advice=_("Take a few words that nobody would guess, and tell them by voice."),
                fields=("passphrase",),
            )
        return cls(passphrase=passphrase)


@dataclass(frozen=True, slots=True)
class Keys:
    """What a reader has to open a sealed bundle with.

    Attributes:
        folder: where the key of this computer is kept, or None.
        passphrase: what a person typed, or "".
        most_work: the greatest scrypt work factor (a power of two) that is tried; a person may
            consent to more for one file.
        file_key: what the library encrypts its files with: a waiting bundle, and what is unsealed.
    """

    folder: Path | None = None
    passphrase: str = field(default="", repr=False)
    most_work: int = 20
    file_key: FileKey | None = None


def is_sealed(source: Path, key: FileKey | None = None) -> bool:
    """Whether a file is encrypted by age, whatever its name; False where there is no file.

    `key` is that of a protected library, of which the file may be one. Raises StorageError where it
    cannot be read.
    """
    try:
        with at_rest.opened(source, key) as stream:
            return envelope.is_age(stream.read(envelope.SNIFFED))
    except (FileNotFoundError, IsADirectoryError):
        return False
    except OSError as error:
        raise unreadable(error, source) from error


def needs_passphrase(source: Path) -> bool:
    """Whether a sealed file is opened with a passphrase; raises as `unseal` for a bad header."""
    with _looked_into(source) as (_stream, sealed):
        return sealed.by_passphrase is not None


def seal(
    source: Path,
    target: Path,
    lock: Lock,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> int:
    """Write the bundle `source` to `target`, encrypted; returns the size.

    It is written, read back and compared before it gets its name, like a bundle. Raises CannotSeal,
    DiskFull and its kin, and Cancelled; an older file is then as it was.
    """
    size = source.stat().st_size
    watch = Watch(progress, stop, 2 * size)
    keys = [public_key(one) for one in lock.recipients]
    with (
        _opened(source) as stream,
        proving(target, size + _HEADER_ROOM, watch.passed) as sink,
    ):
        lent = _Lent(stream, source, watch, sink)
        if lock.passphrase:
            passphrase.encrypt(lent.read, sink, lock.passphrase)
        else:
            wrong = lent.pass_through(age().encrypt_io, keys)
            if wrong:
                raise ValueError(wrong)
    return sink.size


def unseal(
    source: Path,
    room: Path,
    keys: Keys,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Path:
    """Decrypt `source` into the private folder `room`, whole or not at all.

    Raises NotForYou (sealed for other keys), PassphraseNeeded (none was given; WrongPassphrase
    where it is another one), Damaged, Unsafe (an absurd header, too much work), NotABundle (not
    encrypted by age), TooNew; CannotSeal, DiskFull and its kin, and Cancelled.
    """
    plain = room / (source.name.removesuffix(".age") or "bundle")
    with _looked_into(source, keys.file_key) as (stream, sealed):
        size = source.stat().st_size
        watch = Watch(progress, stop, size)
        try:
            if shutil.disk_usage(room).free < size:
                raise DiskFull(
                    _("There is not enough room on the disk to open this bundle."),
                    advice=_("Free some space and try again; nothing was changed."),
                )
            plain.touch(mode=0o600, exist_ok=False)
            with plain.open("wb") as raw, at_rest.sealing(raw, keys.file_key) as target:
                _decrypt(_Lent(stream, source, watch, target), sealed, keys)
        except BaseException as error:
            # half a text in the clear must not stay, whatever happened
            with contextlib.suppress(OSError):
                plain.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise refused(error, plain) from error
            raise
    return plain


def _decrypt(lent: "_Lent", sealed: Envelope, keys: Keys) -> None:
    if sealed.by_passphrase is not None:
        if not keys.passphrase:
            raise PassphraseNeeded(
                _("This bundle opens with a passphrase."),
                advice=_("Ask the sender for it, by voice rather than in a message."),
                rule="passphrase",
            )
        lent.stream.seek(sealed.size)
        passphrase.decrypt(sealed, lent.read, lent.write, keys.passphrase, keys.most_work)
        return
    if keys.folder is None or not any(one.kind == envelope.X25519 for one in sealed.stanzas):
        raise _for_others()
    key = SealingKey.load_or_create(keys.folder)
    lent.stream.seek(0)
    wrong = lent.pass_through(age().decrypt_io, [key.identity])
    if wrong:
        raise _for_others() if "No matching keys" in wrong else damaged("content")


@contextlib.contextmanager
def opened(
    source: Path,
    spool: Path | None,
    keys: Keys | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Iterator[Path]:
    """The one door for everybody who reads bundles: a path with the bundle, not sealed.

    That is `source` itself where it is not sealed. Otherwise it is decrypted into a private folder
    in `spool` (`temporary` where that is None), which is removed at the end, whatever happens.
    Raises as `unseal`.
    """
    keys = keys or Keys()
    if not is_sealed(source, keys.file_key):
        yield source
        return
    room = _new_room(spool)
    try:
        yield unseal(source, room, keys, progress=progress, stop=stop)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _new_room(spool: Path | None) -> Path:
    try:
        if spool is None:
            return temporary.new_folder()
        room = spool / f"sealed-{new_id()}"
        room.mkdir(mode=0o700, parents=True)
    except OSError as error:
        raise refused(error, spool or Path(tempfile.gettempdir())) from error
    return room


class _Lent:
    """Two streams, lent to whoever encrypts: the sealed or plain source, and where it goes.

    Attributes:
        stream: the source.
    """

    def __init__(
        self, stream: BinaryIO, source: Path, watch: Watch, target: Sink | BinaryIO
    ) -> None:
        self.stream = stream
        self._source = source
        self._watch = watch
        self._target = target
        self._unsaid = 0
        self._failure: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """Some of the source; the person is told of it now and then."""
        with self._remembering():
            try:
                data = self.stream.read(size)
            except OSError as error:
                raise unreadable(error, self._source) from error
            self._unsaid += len(data)
            if self._unsaid >= _STEP or not data:
                self._watch.passed(self._unsaid)
                self._unsaid = 0
            return data

    def write(self, data: bytes) -> int:
        """Some for the target."""
        with self._remembering():
            return self._target.write(data)

    def flush(self) -> None:
        """All of it."""
        with self._remembering():
            self._target.flush()

    def pass_through(self, work: Any, keys: list[Any]) -> str:
        """Let the library read all and write all; returns what it found wrong, or "".

        What failed on our side is raised as it was: the library hides it in errors of its own, or
        does not mention it at all.
        """
        library = age()
        wrong = ""
        try:
            work(self, self, keys)
        except (library.EncryptError, library.DecryptError, OSError) as error:
            wrong = str(error)
        if self._failure is not None:
            raise self._failure
        return wrong

    @contextlib.contextmanager
    def _remembering(self) -> Iterator[None]:
        try:
            yield
        except BaseException as error:
            self._failure = error
            raise


@contextlib.contextmanager
def _opened(source: Path, key: FileKey | None = None) -> Iterator[BinaryIO]:
    try:
        stream = at_rest.opened(source, key)
    except OSError as error:
        raise unreadable(error, source) from error
    with stream:
        yield stream


@contextlib.contextmanager
def _looked_into(source: Path, key: FileKey | None = None) -> Iterator[tuple[BinaryIO, Envelope]]:
    """The file and its header; what breaks a rule, now or later, is told in plain words."""
    with _opened(source, key) as stream:
        try:
            try:
                sealed = envelope.read(stream)
            except OSError as error:
                raise unreadable(error, source) from error
            yield stream, sealed
        except Refusal as refusal:
            raise _in_words(refusal, source.name) from refusal


def _for_others() -> NotForYou:
    return NotForYou(
        _("This bundle was encrypted for other computers."),
        advice=_("Ask the sender to encrypt it for this computer too, or to use a passphrase."),
        rule="keys",
    )


def _in_words(refusal: Refusal, name: str) -> BundleError:
    if refusal.rule == "armor":
        return NotABundle(
            _("“{name}” is encrypted as text, which is not read here.").format(name=name),
            advice=_("Ask the sender for the file itself (age without --armor)."),
            rule=refusal.rule,
        )
    if refusal.rule == "work factor":
        return Unsafe(
            _("“{name}” would take this computer very long to open.").format(name=name),
            advice=_("Nothing was changed. Ask the sender how the file was made."),
            rule=refusal.rule,
        )
    return told(refusal, name)
