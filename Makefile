# Two commands matter: `make run` and `make test`. Both set up all they need in .venv, offline but for the package index.
.DEFAULT_GOAL := help
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
SETUP := .venv/.set-up
COMPAT := .venv/duckdb-1.2
TRAINING := .venv-training
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DO_NOT_TRACK := 1

.PHONY: help run test check lint types unit setup lock derive gold encoder clean

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(SETUP) ## Turn every text under raw/ into warehouse/ (the main job)
	@$(BIN)/serai run

test: $(SETUP) $(COMPAT)/.set-up check unit ## Check and test everything

check: lint types

lint: $(SETUP) ## Lint code, imports, SQL and derived files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m schemas --check
	$(BIN)/sqlfluff lint --processes 1 dbt_like_sql

types: $(SETUP) ## Check the types
	$(BIN)/mypy

unit: $(SETUP) $(COMPAT)/.set-up ## Run the tests
	$(BIN)/pytest -n 2 --dist loadfile

setup: $(SETUP) ## Make .venv with what requirements.lock names

$(SETUP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Serai needs Python 3.11, 3.12 or 3.13 on the PATH; install one, or say make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "making .venv with $(PYTHON)"; $(PYTHON) -m venv .venv; }
	@echo "installing what requirements.lock names (a few minutes the first time)"
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# an old DuckDB client, beside the environment: serai.duckdb must open in it
$(COMPAT)/.set-up: tests/sql/duckdb-1.2.lock $(SETUP)
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps --upgrade --target $(COMPAT) -r tests/sql/duckdb-1.2.lock
	@touch $@

lock: ## Pin every dependency anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-annotate --no-header --quiet --output-file requirements.lock
	uv pip compile --group training --constraint requirements.lock --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --quiet --output-file requirements-training.lock

derive: $(SETUP) ## Write the files that are derived from schemas/
	$(BIN)/python -m schemas

gold: $(SETUP) ## Measure the extractors on the annotated texts and write flows/quality.yml
	$(BIN)/python -m tests.gold.measure --write

$(TRAINING)/.set-up: requirements-training.lock requirements.lock
	@test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	@echo "installing PyTorch and what requirements-training.lock names"
	@$(TRAINING)/bin/python -m pip install --quiet torch==2.13.0
	@$(TRAINING)/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(TRAINING)/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements-training.lock
	@$(TRAINING)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

encoder: $(TRAINING)/.set-up ## Fit the sentence encoder of the claims anew (with PyTorch, about half an hour)
	$(TRAINING)/bin/python -m flows.extraction.training.claims_encoder --out flows/extraction/lexicon/claims_encoder.onnx

clean: ## Remove the warehouse's contents and caches (never the texts)
	rm -rf warehouse/current warehouse/serai.duckdb warehouse/snapshots warehouse/.staging warehouse/.journal warehouse/.lock
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache build *.egg-info
