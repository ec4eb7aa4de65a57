# The two commands: `make demo` shows the project, `make test` proves it. `make help` names the rest.
# Settings: PORT and DATA_DIR (demo), WORKERS (0 = tests in one process), REQUIRE_ALL=1 (nothing may be left out), ARGS (passed to pytest).
PORT ?= 8000
DATA_DIR ?= data
WORKERS ?= 2
ARGS ?=

PYTHON := .venv/bin/python
RUN := .venv/installed
TEST := .venv/installed-tests

# Compiled files, beside the other things that `make clean` removes: without them each worker compiles every test anew.
test test-slow mutants check bench: export PYTHONPYCACHEPREFIX := $(CURDIR)/.pytest_cache/bytecode
test test-slow mutants check bench: export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help demo test test-slow mutants check format bench clean

help: ## name these
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 18

demo: $(RUN) ## a filled site on PORT (default 8000), kept in DATA_DIR (default data)
	@RELATIONS_DEMO=1 DATA_DIR="$(DATA_DIR)" $(PYTHON) manage.py demo --port "$(PORT)"

test: $(TEST) ## the suite on SQLite, on PostgreSQL and without the desk
	@WORKERS="$(WORKERS)" $(PYTHON) -m tests.engines $(ARGS)

test-slow: $(TEST) ## the slow tests, on the same engines
	@WORKERS="$(WORKERS)" $(PYTHON) -m tests.engines -m slow $(ARGS)

mutants: $(TEST) ## plant known faults, each of which some test must notice
	@WORKERS="$(WORKERS)" $(PYTHON) -m tests.mutants $(ARGS)

check: $(TEST) ## format, lint, layers, migrations, deployment, documentation
	@.ci/check

format: $(TEST) ## rewrite Python files in the agreed format
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

bench: $(TEST) ## measure the costs that the documentation promises
	@$(PYTHON) -m pytest tests/bench -m "" -s $(ARGS)

clean: ## remove the environment and caches; DATA_DIR stays
	@rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis staticfiles

$(RUN): requirements.txt
	@.ci/venv requirements.txt $@

$(TEST): tests/requirements.txt requirements.txt
	@.ci/venv tests/requirements.txt $@
