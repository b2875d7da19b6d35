"""Every other form of the contract, derived from the models: nothing about a column is written twice.

Arrow schemas, DuckDB tables with comments, dbt sources and staging views, the data dictionary, and a Frictionless
Data Package. The functions return text; ``python -m schemas`` writes it, or checks that what is written is fresh.
"""

import inspect
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import pyarrow as pa
import yaml

from schemas import TABLES, TRAITS

_ARROW: dict[Any, pa.DataType] = {
    pl.String(): pa.string(),
    pl.Int64(): pa.int64(),
    pl.Float64(): pa.float64(),
    pl.Boolean(): pa.bool_(),
    pl.Date(): pa.date32(),
    pl.Datetime("us", "UTC"): pa.timestamp("us", tz="UTC"),
    pl.List(pl.String()): pa.list_(pa.string()),
    pl.List(pl.Int64()): pa.list_(pa.int64()),
}
_DUCKDB = {
    pl.String(): "varchar",
    pl.Int64(): "bigint",
    pl.Float64(): "double",
    pl.Boolean(): "boolean",
    pl.Date(): "date",
    pl.Datetime("us", "UTC"): "timestamptz",
    pl.List(pl.String()): "varchar[]",
    pl.List(pl.Int64()): "bigint[]",
}
_FRICTIONLESS = {
    pl.String(): "string",
    pl.Int64(): "integer",
    pl.Float64(): "number",
    pl.Boolean(): "boolean",
    pl.Date(): "date",
    pl.Datetime("us", "UTC"): "datetime",
    pl.List(pl.String()): "array",
    pl.List(pl.Int64()): "array",
}
GENERATED = "Generated from schemas/ by `python -m schemas`; edits are lost."


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its model declares it."""

    name: str
    dtype: Any
    description: str
    nullable: bool
    unique: bool
    unit: str | None
    references: str | None
    values: tuple[str, ...]


def list_columns(table: str) -> list[Column]:
    """Return the columns of a table in their order; ValueError where one has no description."""
    columns = []
    for name, declared in TABLES[table].to_schema().columns.items():
        metadata = declared.metadata or {}
        if not declared.description:
            raise ValueError(f"{table}.{name} has no description: declare it with one in schemas/")
        columns.append(
            Column(
                name,
                declared.dtype.type,
                declared.description,
                declared.nullable,
                declared.unique,
                metadata.get("unit"),
                metadata.get("references"),
                tuple(metadata.get("values", ())),
            )
        )
    return columns


def describe_table(table: str) -> str:
    """Return what one row of a table is: the first paragraph of its model's docstring."""
    return " ".join((inspect.getdoc(TABLES[table]) or "").split("\n\n", maxsplit=1)[0].split())


def derive_arrow_schema(table: str) -> pa.Schema:
    """Return a table's Arrow schema, with each column's description in its field's metadata."""
    return pa.schema(
        [
            pa.field(
                column.name,
                _ARROW[column.dtype],
                nullable=column.nullable,
                metadata={"description": column.description},
            )
            for column in list_columns(table)
        ],
        metadata={"description": describe_table(table)},
    )


def derive_polars_schema(table: str) -> dict[str, Any]:
    """Return a table's columns with their Polars types."""
    return {column.name: column.dtype for column in list_columns(table)}


def quote_sql(text: str) -> str:
    """Return a text as a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def derive_duckdb_statements(table: str) -> list[str]:
    """Return the statements that create a table in DuckDB and comment on it and on each of its columns."""
    columns = list_columns(table)
    body = ", ".join(
        f'"{column.name}" {_DUCKDB[column.dtype]}{"" if column.nullable else " not null"}' for column in columns
    )
    comments = [f'comment on column "{table}"."{column.name}" is {quote_sql(column.description)}' for column in columns]
    return [
        f'create table "{table}" ({body})',
        f'comment on table "{table}" is {quote_sql(describe_table(table))}',
        *comments,
    ]


# --- dbt ------------------------------------------------------------------------------------------------------------


def list_dbt_tests(column: Column, *, of_source: bool) -> list[Any]:
    """Return the dbt tests that a column's declaration implies, but for what its DuckDB type already enforces."""
    tests: list[Any] = []
    if column.unique:
        tests += ["not_null", "unique"]
    if column.values:
        tests.append({"accepted_values": {"arguments": {"values": list(column.values)}}})
    if column.references and of_source:
        target, field = column.references.split(".")
        tests.append({"relationships": {"arguments": {"to": f"source('serai', '{target}')", "field": field}}})
    return tests


def describe_dbt_columns(table: str, *, of_source: bool) -> list[dict[str, Any]]:
    """Return the dbt entries of a table's columns; the tests stand on the source alone, to be run once."""
    entries = []
    for column in list_columns(table):
        entry: dict[str, Any] = {"name": column.name, "description": column.description}
        tests = list_dbt_tests(column, of_source=of_source) if of_source else []
        if tests:
            entry["data_tests"] = tests
        entries.append(entry)
    return entries


def dump_yaml(content: dict[str, Any]) -> str:
    """Return a mapping as YAML under the line that says where it comes from."""
    return f"# {GENERATED}\n" + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)


def derive_dbt_sources() -> str:
    """Return the dbt file that declares every table as a source, with descriptions and tests."""
    tables = [
        {
            "name": table,
            "description": describe_table(table),
            "columns": describe_dbt_columns(table, of_source=True),
        }
        for table in TABLES
    ]
    source = {
        "name": "serai",
        "schema": "main",
        "description": "The tables that the flow extracts and validates.",
        "tables": tables,
    }
    return dump_yaml({"version": 2, "sources": [source]})


def derive_dbt_staging_properties() -> str:
    """Return the dbt file that describes the staging views."""
    models = [
        {
            "name": f"stg_{table}",
            "description": describe_table(table),
            "columns": describe_dbt_columns(table, of_source=False),
        }
        for table in TABLES
    ]
    return dump_yaml({"version": 2, "models": models})


def quote_name(name: str) -> str:
    """Return a column's name as SQL takes it: quoted where it is a reserved word of DuckDB."""
    return f'"{name}"' if name in {"end"} else name


def derive_dbt_staging_view(table: str) -> str:
    """Return the SQL of a table's staging view: its columns by name, so that one added does not leak."""
    columns = ",\n".join(f"        {quote_name(column.name)}" for column in list_columns(table))
    return (
        f"-- {GENERATED}\nwith\n\nsource as (\n    select\n{columns}\n"
        f"    from {{{{ source('serai', '{table}') }}}}\n)\n\nselect * from source\n"
    )


# --- documentation --------------------------------------------------------------------------------------------------


def derive_data_dictionary() -> str:
    """Return the data dictionary: every table and column, in Markdown."""
    lines = [f"<!-- {GENERATED} -->", "# Data dictionary", ""]
    lines += ["Offsets count characters of a document's stored text; all timestamps are UTC.", ""]
    for table in TABLES:
        traits = TRAITS[TABLES[table]]
        lines += [f"## {table}", "", describe_table(table), ""]
        lines += [f"Key: {', '.join(f'`{name}`' for name in traits.primary_key)}.", ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        for column in list_columns(table):
            notes = [column.description.replace("|", "\\|")]
            if column.values:
                notes.append("One of " + ", ".join(f"`{value}`" for value in column.values) + ".")
            if column.unit:
                notes.append(f"Unit: {column.unit}.")
            if column.references:
                notes.append(f"References `{column.references}`.")
            kind = _DUCKDB[column.dtype] + (", may be null" if column.nullable else "")
            lines.append(f"| `{column.name}` | {kind} | {' '.join(notes)} |")
        lines.append("")
    return "\n".join(lines)


def describe_resource(table: str, path: str | list[str]) -> dict[str, Any]:
    """Return a table as a Frictionless data resource; ``path`` is its file, or its files in order."""
    fields = []
    foreign_keys = []
    for column in list_columns(table):
        field: dict[str, Any] = {
            "name": column.name,
            "type": _FRICTIONLESS[column.dtype],
            "description": column.description,
        }
        constraints: dict[str, Any] = {} if column.nullable else {"required": True}
        if column.unique:
            constraints["unique"] = True
        if column.values:
            constraints["enum"] = list(column.values)
        if constraints:
            field["constraints"] = constraints
        fields.append(field)
        if column.references:
            target, target_field = column.references.split(".")
            foreign_keys.append({"fields": [column.name], "reference": {"resource": target, "fields": [target_field]}})
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(TRAITS[TABLES[table]].primary_key)}
    if foreign_keys:
        schema["foreignKeys"] = foreign_keys
    return {
        "name": table,
        "path": path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": describe_table(table),
        "schema": schema,
    }


def derive_datapackage(parts: Mapping[str, list[str]] | None = None) -> str:
    """Return the Frictionless Data Package (v1) that describes a snapshot's Parquet files.

    ``parts`` names the files of the tables that are folders; every other table is one file.
    """
    parts = parts or {}
    package = {
        "profile": "data-package",
        "name": "serai",
        "title": "Serai: claims, figures, entities and recommendations of policy texts",
        "resources": [describe_resource(table, parts.get(table, f"{table}.parquet")) for table in TABLES],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def derive_files() -> Iterator[tuple[str, str]]:
    """Yield every derived file: its path from the project's root, and its text."""
    yield "schemas/data_dictionary.md", derive_data_dictionary()
    yield "schemas/datapackage.json", derive_datapackage()
    yield "dbt_like_sql/models/sources.yml", derive_dbt_sources()
    yield "dbt_like_sql/models/staging/staging.yml", derive_dbt_staging_properties()
    for table in TABLES:
        yield f"dbt_like_sql/models/staging/stg_{table}.sql", derive_dbt_staging_view(table)
