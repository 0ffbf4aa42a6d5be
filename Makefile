# Needs python3 (3.11 to 3.13) with venv and pip. Everything else goes into ./.venv; after the first time no network is needed.
PYTHON ?= python3
VENV   := .venv
# Options of the demonstration: make run DEMO='--http 127.0.0.1:9000'
DEMO   ?=
READY  := $(VENV)/.ready

.PHONY: run test lint types imports package check clean

run: $(READY)
	$(VENV)/bin/fauxmon demo $(DEMO)

# A file of tests stays in one process; more than four of them would only wait for each other. The tests start a hundred
# processes, each of which would compile our modules anew where the environment forbids to write down what came of it.
test: export PYTHONDONTWRITEBYTECODE :=
test: $(READY)
	$(VENV)/bin/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(READY)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(READY)
	$(VENV)/bin/mypy

imports: $(READY)
	$(VENV)/bin/lint-imports

check: test lint types imports package

package: $(READY)
	$(VENV)/bin/python .ci/package.py

$(READY): pyproject.toml constraints.txt
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[ui,test]'
	touch $@

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis
