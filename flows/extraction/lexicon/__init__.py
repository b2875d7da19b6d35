"""What is known about words, as YAML files beside this module; each entry names its source."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from flows.extraction.errors import LexiconError


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Return the lexicon file ``<name>.yml``, read once.

    Raises LexiconError when there is no such file or it is not a mapping.
    """
    resource = files(__package__).joinpath(f"{name}.yml")
    if not resource.is_file():
        raise LexiconError(f"no lexicon named {name!r} in flows/extraction/lexicon/")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where PyYAML was built with it
    loaded = yaml.load(resource.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  a safe loader either way
    if not isinstance(loaded, dict):
        raise LexiconError(f"flows/extraction/lexicon/{name}.yml must be a mapping at its top")
    return loaded
