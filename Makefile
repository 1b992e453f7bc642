# Between payroll and freelance: book, tests, and what people expect beside them.
# Needs Python 3.11 or later and make; each target sets up what it needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
CITATION := .venv-citation
CITATION_READY := $(CITATION)/.ready
PIP := -m pip --disable-pip-version-check --quiet
PORT ?= 8000
BEFORE ?= HEAD~1
NEWEST := .venv-newest
NEWEST_READY := $(NEWEST)/.ready
SIDE := --numprocesses auto --dist loadfile --no-loadscope-reorder
WEB := tests/web/node_modules
WEB_READY := $(WEB)/.ready

.DEFAULT_GOAL := help
.PHONY: help book strict test lint unit review long newest nbval citation release benchmark mutants faults walk weigh serve shell clean

help: ## Show what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Expected Python 3.11 or later; found $$($(PYTHON) --version). What to do: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Preparing the environment from requirements.lock (once, about a minute) ..."
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@$(BIN)/python $(PIP) install --no-deps --no-compile --requirement requirements.lock
	@$(BIN)/python $(PIP) install --no-deps --no-compile --no-build-isolation --editable .
	@touch $@

$(CITATION_READY): requirements-citation.lock
	@rm -rf $(CITATION) && $(PYTHON) -m venv $(CITATION)
	@$(CITATION)/bin/python $(PIP) install --requirement requirements-citation.lock
	@touch $@

# Rules for pages, a validator and an auditor, for the tests of the website; without npm those tests say that they did not
# run. A browser of its own is never fetched.
$(WEB_READY): tests/web/package.json tests/web/package-lock.json tests/web/.npmrc
	@if command -v npm >/dev/null; then \
	  echo "Preparing the checkers of the website from tests/web/package-lock.json (once) ..."; \
	  cd tests/web && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --silent && touch node_modules/.ready; \
	else echo "npm is not there: the checkers of the website that need it do not run."; fi

book: $(READY) ## Run stale reports, build website, PDF and EPUB in each language
	@$(BIN)/owlib book

strict: $(READY) ## Build the book with every warning as a fault, as the tests take it
	@$(BIN)/owlib book --strict

test: lint citation unit review ## Check style, run the unit tests, review the book

long: $(READY) $(WEB_READY) ## Run the tests that would hold up the others
	@$(BIN)/pytest $(SIDE) -m long tests

lint: $(READY) ## Check style, the order of the packages, and that each import is a declared dependency
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/deptry owlib notebooks
	@$(BIN)/deptry tests benchmarks --ignore DEP002,DEP004

unit: $(READY) $(WEB_READY) ## Run the unit tests
	@$(BIN)/pytest $(SIDE) -m "not long" tests

review: $(READY) ## Check data, claims and links, run every report again and compare
	@$(BIN)/owlib review --pinned

$(NEWEST_READY): pyproject.toml
	@echo "Preparing an environment of the newest releases (once, some minutes) ..."
	@rm -rf $(NEWEST) && $(PYTHON) -m venv $(NEWEST)
	@$(NEWEST)/bin/python $(PIP) install editables hatchling
	@$(NEWEST)/bin/python $(PIP) install --no-build-isolation --editable ".[test]"
	@touch $@

newest: $(NEWEST_READY) ## Review the book with the newest releases that pyproject.toml allows
	@$(NEWEST)/bin/owlib review --output _build/review-newest

nbval: $(READY) ## Run every report again by nbval, in ordinary kernels, with nothing of ours between
	@$(BIN)/pytest --nbval --numprocesses auto --dist loadfile book/reports

citation: $(CITATION_READY) $(READY) ## Validate CITATION.cff and all metadata made from it
	@$(CITATION)/bin/cffconvert --validate
	@$(BIN)/owlib metadata --samples _build/metadata >/dev/null
	@$(CITATION)/bin/python .ci/validate_metadata.py . _build/metadata _build/html

release: book ## Make one archive of all that readers get, in dist/
	@$(BIN)/owlib release

benchmark: $(READY) ## Measure surveys, builds and runs beside other ways (about an hour; BEFORE is the commit before)
	@$(BIN)/python benchmarks/survey.py
	@PYTHONPATH=tests $(BIN)/python benchmarks/builds.py --first --before $(BEFORE)
	@PYTHONPATH=tests $(BIN)/python benchmarks/reruns.py --times 3

mutants: $(READY) $(WEB_READY) ## Change one thing at a time, and see what finds it (about half an hour)
	@PYTHONPATH=tests $(BIN)/python tests/robustness/mutants.py $(MUTANTS)

faults: $(READY) ## Break runs in fifty and more ways, and see that nothing is lost (about half an hour)
	@PYTHONPATH=tests $(BIN)/python tests/robustness/faults.py

walk: $(READY) ## Build after each of fifty changes, and from nothing, and compare (about an hour)
	@PYTHONPATH=tests $(BIN)/python tests/robustness/walk.py

weigh: $(READY) $(WEB_READY) ## Tell weight, number of files and faults of both websites in _build/html
	@PYTHONPATH=tests:tests/site $(BIN)/python benchmarks/website.py

serve: $(READY) ## Look at the website at http://localhost:8000/ while you write; each saved change shows
	@$(BIN)/owlib serve --port $(PORT)

shell: $(READY) ## Open a shell in which owlib is a command
	@PATH="$(CURDIR)/$(BIN):$$PATH" $${SHELL:-sh}

clean: ## Remove what was built, environments included
	@rm -rf _build $(VENV) $(CITATION) $(NEWEST) $(WEB) .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
