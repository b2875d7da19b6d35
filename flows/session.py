"""One call of `serai run`: the flow, and what is said of it on the terminal."""

import logging
import os
import shutil
import signal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from flows.extraction.errors import SeraiError
from flows.settings import Settings
from flows.store.layout import Warehouse

if TYPE_CHECKING:
    from flows.pipeline import RunResult

EXIT_DONE, EXIT_FAILED, EXIT_REJECTED = 0, 1, 3


def quieten_engine(*, verbose: bool) -> None:
    """Have Prefect speak of the run only; its own start and stop stay out of the way unless asked for."""
    if not verbose:
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        # the console alone: a server still gets every record
        os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
        os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "CRITICAL")


def leave_out_traces(record: logging.LogRecord) -> bool:
    """Pass a log record on unless it repeats the exception that ends the run, which is told once at its end."""
    return record.levelno < logging.ERROR


def find_home() -> None:
    """Give Prefect another home where its own can't be written: its server keeps a small database there."""
    home = Path(os.environ.get("PREFECT_HOME") or "~/.prefect")
    try:
        home = home.expanduser()
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=home):
            return
    except (OSError, RuntimeError) as error:  # RuntimeError: nobody's home is known
        os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="serai-prefect-")
        sys.stderr.write(
            f"serai: Prefect can't write its home {home} ({error}); it uses {os.environ['PREFECT_HOME']}\n"
        )


class StopAskedError(KeyboardInterrupt):
    """A scheduler's or a shell's wish that the run end; what is cleaned up at Ctrl-C is cleaned up, too."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def raise_stop(number: int, _: FrameType | None) -> None:
    """Raise StopAskedError for a signal."""
    raise StopAskedError(number)


@contextmanager
def stop_cleanly() -> Iterator[None]:
    """Have SIGTERM and SIGINT end the run with its servers and processes, not leave them behind."""
    before = {number: signal.signal(number, raise_stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_session(settings: Settings, *, verbose: bool) -> int:
    """Run the main job, say what was written where, and return the exit code."""
    quieten_engine(verbose=verbose)
    find_home()
    before = Warehouse(settings.warehouse).find_snapshot()
    say(f"Reading {settings.raw}/ into {settings.warehouse}/ ...")
    import duckdb
    import httpx
    from prefect.exceptions import PrefectException
    from prefect.logging.handlers import PrefectConsoleHandler

    from flows.pipeline import run_serai

    if not verbose:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, PrefectConsoleHandler):
                handler.addFilter(leave_out_traces)
    try:
        with stop_cleanly():
            result = run_serai(settings)
    except StopAskedError as stop:
        complain(f"stopped by {signal.Signals(stop.number).name}", settings, before)
        return 128 + stop.number
    except (SeraiError, OSError, duckdb.IOException) as error:
        complain(f"{error}\nserai: the run failed", settings, before)
        return EXIT_FAILED
    except (httpx.HTTPError, PrefectException) as error:
        complain(f"{tell_server()}: {error}\nserai: the run failed", settings, before)
        return EXIT_FAILED
    except Exception as error:  # noqa: BLE001  the last net: nothing was published, and the exit code says so
        is_servers = "API" in str(error) and (os.environ.get("PREFECT_API_URL") or "server" in str(error))
        if is_servers:
            complain(f"{tell_server()}: {error}\nserai: the run failed", settings, before)
            return EXIT_FAILED
        traceback.print_exc()
        complain("the run failed by a fault of Serai, please report it", settings, before)
        return EXIT_FAILED
    tell_result(result, settings)
    return EXIT_REJECTED if result.n_rejects else EXIT_DONE


def tell_result(result: "RunResult", settings: Settings) -> None:
    """Say what a run did, what was written where, and the next thing to type."""
    run = result.run
    changes = {name: run[f"n_{name}"] for name in ("new", "changed", "removed")}
    if any(changes.values()):
        told = ", ".join(f"{count} {name}" for name, count in changes.items() if count)
        say(f"Done: {told}, {run['n_unchanged']} unchanged documents.")
    elif run["n_unchanged"]:
        say(f"Nothing changed: all {run['n_unchanged']} documents are as they were.")
    else:
        say(f"No document: of the {run['n_documents_seen']} files under {settings.raw}/ none could be read.")
    say(
        f"Published snapshot {run['snapshot_id']}: {settings.warehouse}/current/*.parquet and {settings.warehouse}/serai.duckdb"
    )
    option = "" if str(settings.warehouse) == "warehouse" else f" --warehouse {settings.warehouse}"
    if result.n_rejects:
        say(f"{result.n_rejects} files or rows were rejected; see why: {name_command()} status{option}")
    say(f'Next: {name_command()} query "from marts.recommendations_by_actor limit 5"{option}')


def complain(message: str, settings: Settings, before: Path | None) -> None:
    """Say on standard error how a run ended, and what is published now."""
    now = Warehouse(settings.warehouse).find_snapshot()
    state = "is as it was" if now == before or now is None else f"has the whole new snapshot {now.name}"
    sys.stderr.write(f"serai: {message}; {settings.warehouse} {state}\n")


def tell_server() -> str:
    """Say which Prefect server could not be spoken to, and what to do."""
    url = os.environ.get("PREFECT_API_URL")
    if url:
        return f"the Prefect server at {url} could not be reached; start it, or unset PREFECT_API_URL"
    return "Prefect's own server did not start; give PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS more"


def name_command() -> str:
    """Return what to type to call the command line from here: its name where it is on the PATH, else its path."""
    called = Path(sys.argv[0])
    if called.name != "serai" or shutil.which("serai") == str(called.resolve()):
        return "serai"
    return os.path.relpath(called)


def say(message: str) -> None:
    """Print a line to standard output."""
    sys.stdout.write(message + "\n")
    sys.stdout.flush()
