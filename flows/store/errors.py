"""What can go wrong in the store, and what to do about it.

SeraiError
└── StoreError                a run can't go on; the last snapshot stays as it is
    ├── CardError             raw/sources.yml does not say what it must
    ├── LockedError           another run holds the warehouse
    ├── ConservationError     rows were lost or made up between extraction and snapshot
    └── ModelError            a dbt model or one of its tests failed
"""

from flows.extraction.errors import SeraiError


class StoreError(SeraiError):
    """A run can't go on; the last snapshot stays as it is."""


class CardError(StoreError):
    """The file raw/sources.yml does not say what it must."""


class LockedError(StoreError):
    """Another run holds the warehouse."""


class ConservationError(StoreError):
    """Rows were lost or made up between extraction and snapshot."""


class ModelError(StoreError):
    """A dbt model or one of its tests failed."""
