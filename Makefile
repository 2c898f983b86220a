# make site   set up whatever is missing, build and check the site into site/
# make test   set up whatever is missing (a browser too), run lint, types and all tests
# make lint, make types, make web-checks  parts of make test
# make serve  live preview that follows changes in content/, docs/, overrides/, web/
# make bench  side-by-side benchmarks
# make audit  checks too slow for every run: other engines build the generated pages, every word of a text is on its page, valid HTML,
#             Lighthouse
# make wheel  the package in dist/, as wheel and sdist

PYTHON ?= python3
# One process more than cores, since tests in browsers wait for them.
TEST_PROCESSES ?= $(shell $(PYTHON) -c 'import os; print((os.cpu_count() or 1) + 1)')
VENV := .venv
BIN := $(VENV)/bin
# Node comes from the machine where it has version 20 or newer, else from PyPI into the virtual environment.
# Python compiles modules when it first imports them, and keeps the result, whatever the environment says; pip would compile all modules,
# used or not, one after the other.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install --no-compile
# Containers often set PYTHONDONTWRITEBYTECODE. There, each start of kb would compile what it imports; the modules listed after
# the first are imported when needed.
COMPILE_IMPORTS := $(BIN)/python -c "import zhiku.pipeline.build, filelock, numpy.ma, PIL.Image, pymdownx.util, pypinyin"
export PATH := $(CURDIR)/$(BIN):$(PATH)

SITE_READY := $(VENV)/.site-requirements
# What `make test` installs in a new checkout at once, instead of packages for sites first and those for tests later.
SITE_LOCK := requirements/site.txt
TEST_LOCK := requirements/test.txt
TEST_READY := $(VENV)/.test-requirements
PEERS := $(VENV)/peers
CHECKERS := tools/audit/node_modules
NODE_FOUND := $(VENV)/.node
HAS_NODE := node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null && npm --version >/dev/null 2>&1
# Steps that do not depend on each other run side by side.
PARALLEL := --no-print-directory --jobs=4
NODE_READY := node_modules/.installed
WEB_READY := overrides/assets/.built
WEB_SOURCES := $(shell find web -type f -not -name '*.test.ts') generator/zhiku/lang/scripts.json

.PHONY: site test test-site lint types web-checks serve bench bench-full audit wheel setup browser distribution-browser clean

site: setup
	@kb build

setup:
	@$(MAKE) $(PARALLEL) $(SITE_READY) $(WEB_READY)

$(BIN)/python:
	@echo "creating $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(SITE_READY): $(SITE_LOCK) requirements/build.txt pyproject.toml | $(BIN)/python
	@echo "installing Python packages"
	@$(PIP) --require-hashes --requirement requirements/build.txt --requirement $(SITE_LOCK)
	@$(PIP) --no-deps --no-build-isolation --editable .
	@$(COMPILE_IMPORTS) && $(BIN)/python -m compileall -q generator
	@touch $@

$(TEST_READY): $(TEST_LOCK) $(SITE_READY)
	@echo "installing Python packages for the tests"
	@$(PIP) --require-hashes --requirement $(TEST_LOCK)
	@touch $@

# Two installations at once would disturb each other, so Node from PyPI waits for the packages.
$(NODE_FOUND): requirements/node.txt | $(BIN)/python $(shell $(HAS_NODE) || echo $(SITE_READY))
	@if ! { $(HAS_NODE); }; then echo "installing Node"; $(PIP) --require-hashes --requirement requirements/node.txt; fi
	@touch $@

$(NODE_READY): package-lock.json | $(NODE_FOUND)
	@echo "installing npm packages"
	@npm ci --loglevel=error --ignore-scripts
	@touch $@

$(WEB_READY): $(NODE_READY) $(WEB_SOURCES) tools/notices.py | $(SITE_READY)
	@echo "bundling web/"
	@npm run --silent build
	@$(BIN)/python tools/notices.py
	@touch $@

browser: distribution-browser $(TEST_READY)
	@$(BIN)/python tools/ensure_browser.py

# Needs none of the Python packages, so it runs beside their installation.
distribution-browser:
	@$(PYTHON) tools/ensure_browser.py --distribution-only

test:
	@$(MAKE) $(PARALLEL) SITE_LOCK=$(TEST_LOCK) $(WEB_READY) browser lint types web-checks
	@echo "testing"
	@$(BIN)/python -m pytest --numprocesses $(TEST_PROCESSES) --dist worksteal

lint: $(TEST_READY)
	@echo "checking style, types and imports"
	@lint-imports --cache-dir .cache/imports
	@ruff check .
	@ruff format --check .

types: $(TEST_READY)
	@mypy

web-checks: $(NODE_READY)
	@echo "checking and testing web/"
	@npm run --silent check
	@npm run --silent test

# Tests the site in site/, whatever text it was built from. The Pages workflow runs this before it publishes.
test-site: setup $(TEST_READY)
	@KB_SITE=site $(BIN)/python -m pytest tests/site/test_any_site.py

serve: setup
	@node web/tools/watch.mjs & watcher=$$!; trap "kill $$watcher" EXIT INT TERM; kb serve

# The tools compared with need other versions of shared packages, and one of them alters MkDocs' search, so they get their own environment.
$(PEERS)/.installed: requirements/peers.txt | $(BIN)/python
	@echo "installing the tools that the benchmarks compare with"
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement requirements/peers.txt
	@touch $@

bench: setup $(TEST_READY) $(PEERS)/.installed
	@$(BIN)/python bench/run.py

bench-full: setup browser $(PEERS)/.installed
	@$(BIN)/python bench/run.py --sizes 20,200,2000,10000 --search --plot docs/adr/0009-build-times.svg

# The HTML checker and Lighthouse are installed apart: only the audit needs them.
$(CHECKERS)/.installed: tools/audit/package-lock.json | $(NODE_FOUND)
	@echo "installing the HTML checker and Lighthouse"
	@npm ci --prefix tools/audit --loglevel=error --ignore-scripts
	@touch $@

# `make audit AUDIT="DIR …"` also checks these content folders.
audit: setup browser $(PEERS)/.installed $(CHECKERS)/.installed
	@for content in content $(AUDIT); do \
	  mkdir -p .cache; echo "every word of $$content"; kb lint --coverage --content $$content > .cache/audit.txt 2>&1 || { cat .cache/audit.txt; exit 1; }; \
	  grep -E "on the finished pages|LOST" .cache/audit.txt; \
	  echo "$$content by other engines"; $(BIN)/python tools/exit_door.py $$content || exit 1; \
	  echo "the pages of $$content"; $(BIN)/python tools/audit/audit_site.py $$content || exit 1; \
	done

wheel: setup
	@rm -rf dist
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct 2>/dev/null || echo 315532800) $(BIN)/hatchling build -d dist -t sdist -t wheel
	@ls -l dist

clean:
	rm -rf dist site .site.kb .site.cache .preview.cache overrides/assets docs/index.md docs/questions docs/domains docs/concepts docs/search docs/map docs/lists docs/study docs/book docs/parts docs/media docs/.kb-manifest.json
