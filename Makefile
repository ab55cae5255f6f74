# Every command a person types. `make` alone lists them.
PYTHON ?= python3
BIN := .venv/bin
NPM := npm --prefix frontend run
UV := build/uv/bin/uv
COMPILE := $(UV) pip compile pyproject.toml --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
	--no-header --quiet --extra embedded $(ARGS)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test test-fast check format openapi migrations bench hard seed lock clean dev page

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## install, build and start everything; PORT, SIMULATOR_PORT and DATA_DIR change the defaults
	@$(PYTHON) -m launcher run

test: check page ## every check and every test: Python, TypeScript, browser, faults
	$(NPM) test
	CHROMIUM="$$($(BIN)/python -m launcher.chromium)" && export CHROMIUM && $(BIN)/pytest

test-fast: dev ## the Python tests without browser and faults
	$(BIN)/pytest -m "not browser and not fault"

check: dev ## linters, types, import contracts, lock files
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NPM) check
	$(NPM) types
	$(NPM) check-lock

format: dev ## format Python and TypeScript, mend what linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(NPM) fix

openapi: dev ## write openapi.json and the page's types from the code
	$(BIN)/python -m api.cli openapi > build/openapi.json
	mv build/openapi.json openapi.json
	$(NPM) generate

migrations: dev ## write a migration for changed tables, while `make run` runs: make migrations MESSAGE="add rooms"
	$(PYTHON) -m launcher cli revision "$(MESSAGE)"

bench: dev ## measure what is promised, each figure beside its floor
	$(BIN)/python -m benchmarks

hard: dev ## the fault tests with ten times as many trials (an hour or more); FAULT_SEED repeats one
	FAULT_COUNTS=full $(BIN)/pytest -m fault -s

seed: ## fill the empty database of the running Parley with the demo world
	$(PYTHON) -m launcher cli seed

lock: $(UV) ## resolve pyproject.toml into the requirements files; ARGS=--upgrade for newer versions
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

clean: ## remove what was installed and built; data stay
	rm -rf .venv build frontend/node_modules frontend/dist

dev:
	@$(PYTHON) -m launcher install --dev

page: dev
	@$(PYTHON) -m launcher page

$(UV):
	$(PYTHON) -m venv build/uv
	build/uv/bin/pip install --quiet uv
