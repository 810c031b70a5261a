# Mkeka: the commands a person types. "make" alone lists them.
PORT ?= 8000
DATA ?= demo-data
PYTHON ?=
WORKERS ?= 2

BIN := .venv/bin
PACKAGING := pyproject.toml hatch_build.py tools/make_env.sh
CATALOGUES := $(wildcard translations/*/LC_MESSAGES/*.po)
# What speaks to suppliers comes beside the demo, if it may be installed: no page waits for it.
SPEECH := $(BIN)/python -m tools.system_parts speech
CODE := marketplace tests tools benchmarks hatch_build.py

export PYTHON

.PHONY: help demo demo-fresh test check lint types layers templates catalogues migrations features messages lock format screens bench-2g wheel clean
.DEFAULT_GOAL := help

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.venv/.run: requirements.lock requirements-build.lock $(PACKAGING)
	@tools/make_env.sh run

.venv/.test: requirements-test.lock requirements-build.lock $(PACKAGING)
	@tools/make_env.sh test

.venv/.messages: $(CATALOGUES) tools/compile_catalogues.py | .venv/.run
	@$(BIN)/python tools/compile_catalogues.py
	@touch $@

demo: .venv/.run .venv/.messages ## the demo world on 127.0.0.1 (PORT=8000 DATA=demo-data); keeps its data
	@$(SPEECH) & exec $(BIN)/marketplace demo --port $(PORT) --data "$(DATA)"

demo-fresh: .venv/.run .venv/.messages ## the same with a new demo world
	@$(SPEECH) & exec $(BIN)/marketplace demo --port $(PORT) --data "$(DATA)" --fresh

test: .venv/.test .venv/.messages ## every test, on SQLite and on PostgreSQL
	@exec $(BIN)/python tools/run_tests.py --workers $(WORKERS)

check: lint types layers templates catalogues migrations test ## every gate, then every test

lint: .venv/.test ## ruff: mistakes and form
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)

types: .venv/.test ## mypy, strict
	$(BIN)/mypy

layers: .venv/.test ## import-linter: contexts inside, porches outside
	$(BIN)/lint-imports

templates: .venv/.test ## djlint
	$(BIN)/djlint marketplace/templates --lint

catalogues: .venv/.test ## message catalogues complete and well-formed
	$(BIN)/python tools/check_catalogues.py

migrations: .venv/.test .venv/.messages ## migrations make what the models say, on both databases
	@exec $(BIN)/python tools/run_tests.py --workers 0 --keep-results tests/house/test_migrations.py

features: .venv/.test ## which rows of docs/features.csv and docs/paper.csv the last test run proved
	@$(BIN)/python tools/features.py

messages: .venv/.test ## extract new sentences and bring every catalogue up to date
	@$(BIN)/python tools/update_catalogues.py
	@$(BIN)/python tools/compile_catalogues.py

format: .venv/.test ## put code into the house form
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

lock: ## renew the lock files
	tools/lock.sh

screens: .venv/.test .venv/.messages ## contact sheets of every supplier screen, and what axe finds
	@exec $(BIN)/python -m tools.supplier_screens $(ARGS)

bench-2g: .venv/.test .venv/.messages ## first and next supplier page on a slow line, beside its peers
	@exec $(BIN)/python -m benchmarks.bench_2g

wheel: .venv/.test ## build the wheel into dist/
	$(BIN)/python -m hatchling build --target wheel

clean: ## remove what can be made again (not the demo data)
	rm -rf .venv .test-results build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find translations -name '*.mo' -delete
