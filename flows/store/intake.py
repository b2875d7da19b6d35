"""Files under raw/ to decoded sources, or to rejects that say what to do.

Every file is taken for hostile: it may be empty, binary, huge, encrypted, unreadable, no file at all, or gone
by the time it is read.
"""

import errno
import hashlib
import re
import stat
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from flows.extraction.document import Card, Source
from flows.store.cards import CARDS_FILE, digest_card, load_cards
from flows.store.errors import StoreError
from flows.store.rejects import Reject, dump_payload

MEDIA_TYPES = {".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown"}
_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
# control characters that no text file has (tab, line ends and form feed excepted)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# the first bytes of files that are encrypted, or that only look like text
_ENCRYPTED = re.compile(rb"-----BEGIN PGP MESSAGE-----|Salted__|\x85\x01|age-encryption\.org/v1|\$ANSIBLE_VAULT;")
# faults of a disk or a network that may pass, and the seconds to wait for that
PASSING_FAULTS = frozenset(
    {errno.EIO, errno.EAGAIN, errno.EBUSY, errno.ESTALE, errno.ETIMEDOUT, errno.EINTR, errno.ENFILE, errno.EMFILE}
    | {errno.ENETDOWN, errno.ENETUNREACH, errno.ECONNRESET, errno.EHOSTDOWN, errno.EHOSTUNREACH}
)
PAUSES = (0.1, 1.0)
_Read = TypeVar("_Read")
# a document id: no blank at its ends, no line end inside
_DOC_ID = re.compile(r"[^\s/](?:[^\x00-\x1f\x7f]*[^\s/])?")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file under raw/ that is to be read: its document's id, its place, and what its bytes are."""

    doc_id: str
    source_path: str
    n_bytes: int
    sha256: str
    card: Card
    card_digest: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded source with what its file was."""

    source: Source
    file: SourceFile
    encoding: str
    media_type: str


class RefusedError(StoreError):
    """A file that can't become a document; carries its reject."""

    def __init__(self, reject: Reject) -> None:
        super().__init__(reject.detail)
        self.reject = reject


def escape_path(path: str) -> str:
    """Return a path as text that can be stored: bytes that are no UTF-8 are written as escapes."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def walk_files(raw: Path) -> Iterator[tuple[str, Path] | Reject]:
    """Yield the files below a folder with their paths from it, in the order of those paths.

    Hidden files and sources.yml are passed over. A folder that can't be read, and a symbolic link to one (it may lead
    anywhere, also back here), is a reject.
    """
    waiting: list[tuple[str, Path, bool]] = [("", raw, True)]  # the next one last
    while waiting:
        name, path, is_folder = waiting.pop()
        if not is_folder:
            yield name, path
            continue
        try:
            found = [(f"{name}/{entry.name}" if name else entry.name, entry) for entry in path.iterdir()]
        except OSError as error:
            yield refuse_folder(name, "unreadable", f"the folder can't be read ({error.strerror})")
            continue
        kept = [
            (below, entry)
            for below, entry in found
            if not entry.name.startswith(".") and Path(below).name != CARDS_FILE
        ]
        for below, entry in sorted(kept, key=lambda item: item[1].name, reverse=True):
            if not is_directory(entry):
                waiting.append((below, entry, False))
            elif entry.is_symlink():
                yield refuse_folder(below, "folder_link", "is a link to a folder; put the folder itself here")
            else:
                waiting.append((below, entry, True))


def is_directory(path: Path) -> bool:
    """Say whether a path leads to a folder; one of which nothing can be known is taken for a file, to be refused as one."""
    try:
        return path.is_dir()
    except OSError:
        return False


def refuse_folder(name: str, reason: str, detail: str) -> Reject:
    """Return the reject of a folder."""
    place = escape_path(name)
    return Reject(place, "read", reason, f"{place}: {detail}")


def try_patiently(read: Callable[[], _Read]) -> _Read:
    """Return what ``read`` returns; a passing fault of a disk or a network is waited for, twice.

    Raises OSError where the fault lasts, and at once where waiting mends nothing (no such file, no permission).
    """
    for pause in PAUSES:
        try:
            return read()
        except OSError as error:
            if error.errno not in PASSING_FAULTS:
                raise
            time.sleep(pause)
    return read()


def read_bytes(path: Path, source_path: str, max_bytes: int) -> bytes:
    """Return a file's bytes; RefusedError where it is no file, too large, or can't be read."""

    def refuse(reason: str, detail: str) -> RefusedError:
        return RefusedError(Reject(source_path, "read", reason, f"{source_path}: {detail}"))

    try:
        status = try_patiently(path.stat)
        if not stat.S_ISREG(status.st_mode):
            raise refuse("not_a_file", "is no regular file; put the text itself here")
        if status.st_size > max_bytes:
            raise refuse(
                "too_large",
                f"has {status.st_size:,} bytes, the limit is {max_bytes:,}; split the file or raise --max-bytes",
            )
        content = try_patiently(path.read_bytes)
    except FileNotFoundError as error:
        raise refuse("vanished", "was gone when it was to be read; run again") from error
    except OSError as error:
        raise refuse("unreadable", f"can't be read ({error.strerror}); mend its permissions or its disk") from error
    if len(content) > max_bytes:
        raise refuse("too_large", f"grew over the limit of {max_bytes:,} bytes while it was read")
    return content


def check_content(content: bytes, source_path: str) -> None:
    """Raise RefusedError where bytes can't be a text: none, encrypted, or of a type that is not read."""
    suffix = Path(source_path).suffix.lower()

    def refuse(reason: str, detail: str) -> RefusedError:
        return RefusedError(Reject(source_path, "read", reason, f"{source_path}: {detail}"))

    is_encrypted_pdf = content.startswith(b"%PDF") and b"/Encrypt" in content
    is_encrypted_zip = content.startswith(b"PK\x03\x04") and len(content) > 6 and bool(content[6] & 1)
    if is_encrypted_pdf or is_encrypted_zip or _ENCRYPTED.match(content):
        raise refuse("encrypted", "is encrypted; decrypt it first")
    if suffix not in MEDIA_TYPES:
        raise refuse("type_not_read", f"files of type {suffix or '(none)'} are not read; convert it to .txt")
    if not content.strip():
        raise refuse("empty", "has no text; remove it or replace it")


def decode_bytes(content: bytes, source_path: str) -> tuple[str, str]:
    """Return a file's text and encoding: UTF-8, or UTF-16 and UTF-32 where a byte order mark says so.

    Raises RefusedError for anything else; no encoding is guessed.
    """

    def refuse(reason: str, detail: str) -> RefusedError:
        return RefusedError(Reject(source_path, "decode", reason, f"{source_path}: {detail}"))

    encoding = next((name for mark, name in _BOMS if content.startswith(mark)), "utf-8")
    if encoding == "utf-8" and b"\x00" in content:
        raise refuse("binary", "holds NUL bytes, so it is no text; convert it to text")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        place = f"byte {error.start} ({content[error.start]:#04x})"
        raise refuse("not_decodable", f"is not {encoding}: {place} does not fit; save it as UTF-8") from error
    if len(_CONTROLS.findall(text)) > max(8, len(text) // 100):
        raise refuse("binary", "is full of control characters, so it is no text; convert it to text")
    if not text.strip("\ufeff \t\r\n\f\v"):
        raise refuse("empty", "has no text; remove it or replace it")
    return text, encoding


def describe_bytes(content: bytes) -> dict[str, Any]:
    """Return what is known of a file that was read: its size and its digest."""
    return {"sha256": hashlib.sha256(content).hexdigest(), "n_bytes": len(content)}


def list_files(raw: Path, max_bytes: int) -> Iterator[SourceFile | Reject]:
    """Yield every file under raw/ as one to read or as a reject, in the order of their paths.

    Raises StoreError where raw/ is no folder, CardError where its cards can't be read.
    """
    if not raw.is_dir():
        raise StoreError(f"{raw} is no folder; name the folder with the texts by --raw DIR")
    cards = load_cards(raw)
    taken: dict[str, str] = {}
    for found in walk_files(raw):
        if isinstance(found, Reject):
            yield found
            continue
        name, path = found
        source_path = escape_path(name)
        doc_id = source_path[: -len(Path(source_path).suffix)] if Path(source_path).suffix else source_path
        content = None
        try:
            content = read_bytes(path, source_path, max_bytes)
            check_content(content, source_path)
            decode_bytes(content, source_path)
            if doc_id in taken:
                detail = f"{source_path}: has the document id of {taken[doc_id]}; rename one of them"
                raise RefusedError(Reject(source_path, "read", "duplicate_id", detail))
            if source_path != name or not _DOC_ID.fullmatch(doc_id):
                detail = f"{source_path}: its name is not UTF-8, or has blanks at its ends or line ends; rename it"
                raise RefusedError(Reject(source_path, "read", "bad_name", detail))
        except RefusedError as refused:
            known = {} if content is None else describe_bytes(content)
            yield replace(refused.reject, payload=dump_payload(known))
            continue
        taken[doc_id] = source_path
        card = cards.get(doc_id, Card())
        digest = digest_card(card) if doc_id in cards else "none"
        yield SourceFile(doc_id, source_path, len(content), hashlib.sha256(content).hexdigest(), card, digest)


def read_source(raw: Path, file: SourceFile, max_bytes: int) -> Decoded:
    """Return a listed file decoded; RefusedError where that can't be, or where it changed since it was listed."""
    content = read_bytes(raw / file.source_path, file.source_path, max_bytes)
    if hashlib.sha256(content).hexdigest() != file.sha256:
        detail = f"{file.source_path}: changed while the run was under way; run again"
        raise RefusedError(Reject(file.source_path, "read", "changed_while_read", detail, file.doc_id))
    try:
        text, encoding = decode_bytes(content, file.source_path)
    except RefusedError as refused:
        known = dump_payload({"sha256": file.sha256, "n_bytes": file.n_bytes})
        reject = refused.reject
        raise RefusedError(
            Reject(reject.source_path, reject.stage, reject.reason, reject.detail, file.doc_id, None, known)
        ) from refused
    media_type = MEDIA_TYPES[Path(file.source_path).suffix.lower()]
    return Decoded(Source(file.doc_id, text, file.card), file, encoding, media_type)
