"""Stable identifiers: a row keeps its id when other passages, documents or the order of a run change."""

import hashlib
from collections import Counter

ID_DIGITS = 20  # hexadecimal digits: 80 bits keep a billion rows apart with odds of a million to one


def hash_key(*parts: object) -> str:
    """Return a short hexadecimal digest of the parts, in their order."""
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(joined.encode("utf-8"), digest_size=ID_DIGITS // 2).hexdigest()


class IdMaker:
    """Makes the ids of one document's rows.

    An id is a digest of the document, the kind of row and what the row says; a row that says the same
    as an earlier one of its document is told apart by how many went before it, never by its offset.
    """

    def __init__(self, doc_id: str) -> None:
        self.doc_id = doc_id
        self._seen: Counter[tuple[object, ...]] = Counter()

    def make(self, prefix: str, *parts: object) -> str:
        """Return ``prefix_`` and a digest; equal parts give a new id each time they come."""
        key = (prefix, *parts)
        nth = self._seen[key]
        self._seen[key] += 1
        return f"{prefix}_{hash_key(self.doc_id, *key, nth)}"
