# make run and make test need python3 and make, nothing else: each makes its own virtual environment.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
CONSTRAINTS := tests/constraints.txt
ARGS ?=
TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locales/*/LC_MESSAGES/*.po))

.PHONY: run test lint bench fuzz screenshots shared catalogues clean help

help: ## show the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

run: $(STAMP) $(TRANSLATIONS) ## open the app
	@$(BIN)/dfx-consent $(ARGS)

test: $(DEV_STAMP) $(TRANSLATIONS) ## run the whole test suite (installs the shells it drives where it may)
	@sh tests/terminal/install-shells
	@$(BIN)/python -m pytest -n 4 --dist loadgroup $(ARGS)

lint: $(DEV_STAMP) ## ruff and mypy --strict
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

bench: $(DEV_STAMP) $(TRANSLATIONS) ## print every figure this project claims, as a ratio against a named limit
	@$(BIN)/python -m tests.benchmarks $(ARGS)

fuzz: $(DEV_STAMP) ## a million mutated command lines against the closed vocabulary
	@$(BIN)/python -m tests.properties.fuzz $(ARGS)

screenshots: $(DEV_STAMP) $(TRANSLATIONS) ## draw screenshots/ anew from the demo profile
	@$(BIN)/python -m tests.screens.screenshots
	@$(BIN)/python -m tests.unit.services.card_pictures
	@$(BIN)/python -m tests.unit.plain.picture

shared: $(DEV_STAMP) ## write the completions and the man page anew from the parser
	@$(BIN)/python -m tests.packaging.shared_files

catalogues: $(DEV_STAMP) ## extract the texts anew into locales/, and bring every translation up to them
	@$(BIN)/python -m tests.packaging.catalogues

# What a changed translation needs is in the environment already: this works without a network.
%.mo: %.po locales/compile_catalogues.py | $(STAMP)
	@$(BIN)/python locales/compile_catalogues.py $<

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade --constraint $(CONSTRAINTS) pip

$(STAMP): pyproject.toml $(CONSTRAINTS) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable . babel hatchling
	@touch $@

$(DEV_STAMP): pyproject.toml $(CONSTRAINTS) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint $(CONSTRAINTS) --editable '.[dev]'
	@touch $@ $(STAMP)

clean: ## remove what the other targets made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
