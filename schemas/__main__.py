"""Write the derived files, or check that they are fresh: ``python -m schemas [--check]``."""

import sys
from pathlib import Path

from schemas.derive import derive_files

ROOT = Path(__file__).resolve().parent.parent


def find_stale_files(root: Path) -> list[str]:
    """Return the derived files below ``root`` that are missing or differ from what the models say."""
    stale = []
    for path, text in derive_files():
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            stale.append(path)
    return stale


def main(arguments: list[str]) -> int:
    """Write what is stale; with ``--check`` only name it, and return 1 where there is any."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: python -m schemas [--check]\n")
        return 2
    stale = find_stale_files(ROOT)
    if arguments == ["--check"]:
        for path in stale:
            sys.stderr.write(f"stale: {path}; run `python -m schemas`\n")
        return 1 if stale else 0
    derived = dict(derive_files())
    for path in stale:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(derived[path], encoding="utf-8")
        sys.stdout.write(f"wrote {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
