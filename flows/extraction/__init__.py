"""Pure extraction: text in, rows out. Knows no Prefect, no DuckDB and no file but its lexicon."""
