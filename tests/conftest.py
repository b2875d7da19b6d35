"""Fixtures that several tests share: a Prefect server of their own, a small corpus, a published warehouse."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import flows  # noqa: F401  turns telemetry off before anything else is imported
from flows.settings import ROOT, Settings

CORPUS = {
    "tariffs.txt": (
        "1. Introduction\n\n"
        "Tariffs rose by 12.5 per cent in March 2019, according to the World Bank. "
        "The Ministry of Trade should lower tariffs and simplify customs procedures.\n\n"
        "2. Conclusion\n\n"
        "Higher tariffs hinder exports from Kenya. Why is that so?\n"
    ),
    "health/clinics.md": (
        "# Clinics\n\n"
        "Rural clinics lack nurses. Districts must hire 200 nurses by 2026 in order to shorten waiting times.\n"
    ),
    "energy.txt": "Solar power may cut costs. Kenya and Viet Nam signed the Nairobi Energy Agreement on 3 May 2021.\n",
}


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[str]:
    """A Prefect server with a database of its own; yields its address."""
    from prefect.settings import PREFECT_API_URL
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        url = PREFECT_API_URL.value()
        assert url
        logging.getLogger("prefect").setLevel(logging.WARNING)
        yield url


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with three short texts."""
    raw = tmp_path / "raw"
    for name, text in CORPUS.items():
        path = raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return raw


@pytest.fixture
def settings(corpus: Path, tmp_path: Path) -> Settings:
    """Settings for the small corpus and a warehouse of its own."""
    return Settings(raw=corpus, warehouse=tmp_path / "warehouse", lock_timeout=120)


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave dbt out, for tests of what comes before it."""
    monkeypatch.setattr("flows.tasks.build_models", lambda *_: "left out")


@pytest.fixture
def run(prefect_server: str) -> Callable[[Settings], Any]:
    """The flow, to be called with settings."""
    from flows.pipeline import run_serai

    return run_serai


def call_serai(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does."""
    command = [sys.executable, "-m", "flows.cli", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=300
    )


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, prefect_server: str) -> Path:
    """The warehouse of the texts in raw/, made once by the command line."""
    warehouse = tmp_path_factory.mktemp("published") / "warehouse"
    done = call_serai("run", "--warehouse", str(warehouse), PREFECT_API_URL=prefect_server)
    assert done.returncode == 0, done.stderr
    return warehouse
