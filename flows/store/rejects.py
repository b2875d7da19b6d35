"""What is refused, and why."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flows.extraction.ids import hash_key


@dataclass(frozen=True, slots=True)
class Reject:
    """A file or a row that was refused; ``payload`` is the row, or what is known of the file."""

    source_path: str
    stage: str
    reason: str
    detail: str
    doc_id: str | None = None
    table_name: str | None = None
    payload: str = "{}"

    def build_row(self, nth: int) -> dict[str, Any]:
        """Return the reject as a row of its table, but for the run's columns; ``nth`` tells equal ones apart."""
        key = (self.source_path, self.stage, self.table_name, self.reason, self.payload, nth)
        return {
            "reject_id": f"rej_{hash_key(*key)}",
            "doc_id": self.doc_id,
            "source_path": self.source_path,
            "stage": self.stage,
            "table_name": self.table_name,
            "reason": self.reason,
            "detail": self.detail,
            "payload": self.payload,
        }


def dump_payload(payload: dict[str, Any]) -> str:
    """Return a row as JSON; what JSON has no form for is written as text."""

    def write(value: object) -> str:
        return value.isoformat() if isinstance(value, (date, datetime)) else repr(value)

    return json.dumps(payload, ensure_ascii=True, sort_keys=True, default=write)
