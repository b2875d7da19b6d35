"""The command line: `serai run`, `serai query`, `serai status`."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.extraction.errors import SeraiError
from flows.settings import MEBIBYTE, Settings, count_workers

DONE, FAILED, MISUSED, REJECTED = 0, 1, 2, 3

app = typer.Typer(
    name="serai",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """How `serai query` prints."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", help="Where the tables are.", show_default=True)
]


def print_error(message: object) -> None:
    """Print an error to standard error, where it does not mix with what was asked for."""
    sys.stderr.write(f"serai: {message}\n")


@contextmanager
def speak_safely() -> Iterator[None]:
    """Write UTF-8 to standard output whatever the terminal's locale; end quietly where the reader has gone, and with a
    clear word where the output can't be written.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(DONE) from None
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print_error(f"the answer can't be written: {error.strerror or error}")
        raise typer.Exit(FAILED) from error


@app.callback()
def describe() -> None:
    """Policy papers in; a warehouse of claims, figures, entities and recommendations out.

    Every row points at the characters of its source.

    Start with `serai run`, then ask: `serai query "from marts.recommendations_by_actor limit 5"`.

    Exit codes: 0 all done; 1 the run failed and the warehouse is as it was; 2 the call's words are wrong;
    3 done, but some documents or rows were rejected (see `serai status`); 130 and 143 stopped by Ctrl-C or SIGTERM.
    """


@app.command()
def run(
    raw: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder with the texts (.txt, .md), read with its subfolders.")
    ] = Path("raw"),
    warehouse: WarehouseOption = Path("warehouse"),
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Processes to extract in; one a core where not given.", show_default=False
        ),
    ] = None,
    max_bytes: Annotated[int, typer.Option(min=1, metavar="N", help="Files with more bytes are rejected.")] = 16
    * MEBIBYTE,
    lock_timeout: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How long to wait for another run on the same warehouse.")
    ] = 3600.0,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Show what the flow engine says of itself, too.")
    ] = False,
) -> None:
    """Turn every text under raw/ into the tables of the warehouse.

    Only what is new or changed is extracted; the tables are published together, or not at all. Safe to repeat, and to
    kill at any moment.

    Examples:

    * `serai run`

    * `serai run --raw ~/papers --warehouse /data/serai --workers 8`
    """
    from flows.session import run_session

    settings = Settings(
        raw=raw, warehouse=warehouse, max_bytes=max_bytes, workers=workers or count_workers(), lock_timeout=lock_timeout
    )
    raise typer.Exit(run_session(settings, verbose=verbose))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that reads.")],
    warehouse: WarehouseOption = Path("warehouse"),
    output: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
) -> None:
    """Ask the warehouse one question in SQL (DuckDB's dialect); nothing can be changed by it.

    The tables stand in the schema main, the models in marts; `serai query "show all tables"` lists them.

    Examples:

    * `serai query "select actor_name, action from marts.recommendations_by_actor where list_contains(themes, 'trade_barriers')"`

    * `serai query "from marts.figures_quoted" --format csv > figures.csv`
    """
    from flows.query import ask

    with speak_safely():
        try:
            ask(sql, warehouse, output.value)
        except SeraiError as error:
            print_error(error)
            raise typer.Exit(MISUSED) from error


@app.command()
def status(warehouse: WarehouseOption = Path("warehouse")) -> None:
    """Tell of the last run: how it ended, the rows of each table, and what was rejected and why.

    Examples:

    * `serai status`

    * `serai status --warehouse /data/serai`
    """
    from flows.query import tell_status

    with speak_safely():
        try:
            typer.echo(tell_status(warehouse))
        except SeraiError as error:
            print_error(error)
            raise typer.Exit(FAILED) from error


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
