"""One call of `serai run`: the flow, and what is said of it on the terminal."""

import logging
import os
import shutil
import sys
import traceback
import warnings
from pathlib import Path

from flows.extraction.errors import SeraiError
from flows.settings import Settings

EXIT_DONE, EXIT_FAILED, EXIT_REJECTED = 0, 1, 3


def quieten_engine(*, verbose: bool) -> None:
    """Have Prefect speak of the run only; its own start and stop stay out of the way unless asked for."""
    if not verbose:
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")
        os.environ.setdefault("PREFECT_LOGGING_SERVER_LEVEL", "CRITICAL")


def leave_out_traces(record: logging.LogRecord) -> bool:
    """Pass a log record on unless it repeats the exception that ends the run, which is told once at its end."""
    return record.levelno < logging.ERROR


def run_session(settings: Settings, *, verbose: bool) -> int:
    """Run the main job, say what was written where, and return the exit code."""
    quieten_engine(verbose=verbose)
    say(f"Reading {settings.raw}/ into {settings.warehouse}/ ...")
    import duckdb
    import httpx
    from prefect.exceptions import PrefectException
    from prefect.logging.handlers import PrefectConsoleHandler

    from flows.pipeline import run_serai

    if not verbose:
        for handler in logging.getLogger().handlers:
            if isinstance(handler, PrefectConsoleHandler):  # a server still gets every record
                handler.addFilter(leave_out_traces)
    try:
        result = run_serai(settings)
    except (SeraiError, OSError, duckdb.IOException) as error:
        sys.stderr.write(f"serai: {error}\nserai: the run failed; {settings.warehouse} is as it was\n")
        return EXIT_FAILED
    except (httpx.HTTPError, PrefectException) as error:
        told = tell_server()
        sys.stderr.write(f"serai: {told}: {error}\nserai: the run failed; {settings.warehouse} is as it was\n")
        return EXIT_FAILED
    except Exception as error:  # noqa: BLE001  the last net: nothing was published, and the exit code says so
        if "API" in str(error) and os.environ.get("PREFECT_API_URL"):
            sys.stderr.write(
                f"serai: {tell_server()}: {error}\nserai: the run failed; {settings.warehouse} is as it was\n"
            )
            return EXIT_FAILED
        traceback.print_exc()
        sys.stderr.write(
            f"serai: the run failed by a fault of Serai; {settings.warehouse} is as it was. Please report it\n"
        )
        return EXIT_FAILED
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
    return EXIT_REJECTED if result.n_rejects else EXIT_DONE


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
