# `make` alone lists what can be made. Everything runs from .venv, which the first command creates.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --require-hashes
# As pip does for the libraries: the first build should not spend its time on compiling the program.
COMPILE := $(PY) -m compileall -q onrecord && $(PY) -c 'from onrecord.markdown import rendering; rendering.compile_own()'

# What is installed, by the checksum of the list it was installed from: neither a new date on the file nor a
# change of branch and back installs anything again.
checksum = $(shell cksum < $(1) 2> /dev/null | tr ' ' -)
RUN := $(VENV)/.installed-run-$(call checksum,requirements.txt)
DEV := $(VENV)/.installed-dev-$(call checksum,requirements-dev.txt)

# Needed by `make lock`, `sbom` and `audit` alone, so not among the requirements.
UV := uv==0.13.8
# uv installs these in folders of their own.
CYCLONEDX := cyclonedx-bom==7.5.0
PIP_AUDIT := pip-audit==2.10.1

# Handed to pytest; for example: make test PYTEST_ARGS='-k anchoring'.
PYTEST_ARGS ?= $(WORKERS)
# Tests wait for browsers, processes and the disk, so a worker more than there are cores; those that share a
# built site go to the same one.
WORKERS := -n $(shell echo $$(($$(getconf _NPROCESSORS_ONLN) + 1))) --dist loadgroup --durations=10

# What is random is so from commit to commit, and the same again for the same seed: make test SEED=…
SEED ?= $(shell printf '%d' 0x$$(git rev-parse --short=7 HEAD 2> /dev/null || echo 1))

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

.PHONY: site
site: $(RUN) ## build the site into site/
	$(PY) build.py

TEST = browser=$$($(PY) tests/helpers/browser_setup.py); \
	ONRECORD_BROWSER=$$browser ONRECORD_SEED=$(SEED) $(PY) -m pytest --randomly-seed=$(SEED) $(PYTEST_ARGS)

.PHONY: test
test: $(DEV) ## run the tests, in a real browser too
	$(TEST)

.PHONY: test-changed
test-changed: $(DEV) ## run the tests that a change since HEAD can have broken, or since another commit: BASE=main
	@tests=$$($(PY) tests/helpers/changed.py $(BASE)); \
	if [[ -z $$tests ]]; then echo 'no test looks at what has changed'; exit; fi; \
	$(TEST) $$tests

.PHONY: coverage
coverage: $(DEV) ## run the tests and show what they do not reach; fails below 95 %, takes twice as long
	$(TEST) --cov --cov-report=term

.PHONY: sequences
sequences: $(DEV) ## build after 5,000 random sequences of edits, or SEQUENCES=…
	export ONRECORD_SEQUENCES=$(or $(SEQUENCES),5000); $(TEST) tests/test_incremental.py

.PHONY: thorough
thorough: $(DEV) ## run the tests with new examples, ten times as many, and with 500 sequences of edits
	export ONRECORD_SEQUENCES=500 ONRECORD_SETTINGS=all; $(TEST) --hypothesis-profile=thorough

.PHONY: editors
editors: $(DEV) ## test the JSON Schemas in the YAML language server, which npm installs into .venv
	mkdir -p $(VENV)/editors && cp tests/editors/package*.json $(VENV)/editors
	npm ci --prefix $(VENV)/editors --ignore-scripts --no-audit --no-fund --loglevel=error
	export ONRECORD_LANGUAGE_SERVER=$(abspath $(VENV))/editors/node_modules/yaml-language-server/bin/yaml-language-server; \
	$(PY) -m pytest tests/test_language_server.py

.PHONY: readers
readers: $(DEV) ## read published files with the Nu HTML checker (Java) and Citation.js; npm installs them
	mkdir -p $(VENV)/readers && cp tests/readers/package*.json $(VENV)/readers
	npm ci --prefix $(VENV)/readers --ignore-scripts --no-audit --no-fund --loglevel=error
	export ONRECORD_READERS=$(abspath $(VENV))/readers/node_modules; \
	$(PY) -m pytest tests/test_other_readers.py

.PHONY: lint
lint: style types layers ## check style, formatting, types and the order of the layers

.PHONY: style
style: $(DEV)
	$(PY) -m ruff check
	$(PY) -m ruff format --check

.PHONY: types
types: $(DEV)
	$(PY) -m mypy

.PHONY: layers
layers: $(DEV)
	$(VENV)/bin/lint-imports --no-logo

.PHONY: format
format: $(DEV) ## let ruff repair and format the code
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

.PHONY: golden
golden: $(DEV) ## write what is built now over the golden files: read the diff before committing it
	$(PY) -m pytest tests -k golden --golden-update

.PHONY: docs
docs: $(DEV) ## write the reference pages that are made from the code
	$(PY) docs/generate.py
	$(PY) docs/walkthrough.py

.PHONY: lock
lock: $(PY) ## pin the requirements of pyproject.toml; newer versions with UPGRADE=--upgrade
	$(PIP) install --quiet '$(UV)'
	$(call compile,requirements.txt)
	$(call compile,requirements-dev.txt --group dev --constraints requirements.txt)

# --universal: one list for every system and Python. The header names the target, not the command, and no index$
# is named, so the lists tell nothing of this machine. --no-strip-extras: pip takes the newest of what another
# library asks for with an extra, and refuses it, unless it is pinned with the extra.
compile = $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-strip-extras --no-emit-index-url --custom-compile-command 'make lock' --output-file $(1) $(UPGRADE) > /dev/null

.PHONY: sbom
sbom: $(PY) ## write build/onrecord.cdx.json: the runtime libraries and their licences (CycloneDX)
	$(PIP) install --quiet '$(UV)'
	$(PY) -m uv venv --quiet --clear build/runtime
	$(PY) -m uv pip install --quiet --python build/runtime --require-hashes -r requirements.txt
	$(PY) -m uv tool run --quiet --from '$(CYCLONEDX)' cyclonedx-py environment build/runtime \
		--pyproject pyproject.toml --output-reproducible --output-file build/onrecord.cdx.json
	$(PY) tests/helpers/licences.py build/onrecord.cdx.json

# Fails for a known vulnerability, and not where nothing can be asked.
.PHONY: audit
audit: $(PY) ## look for known vulnerabilities of the runtime libraries
	@$(PIP) install --quiet '$(UV)' || { echo 'pip-audit: not audited, uv cannot be installed'; exit 0; }; \
	$(PY) tests/helpers/audit.py $(PY) -m uv tool run --quiet '$(PIP_AUDIT)' --requirement requirements.txt \
		--require-hashes --disable-pip --progress-spinner off --timeout 5 --format json

.PHONY: clean
clean: ## remove everything that make and the program made, .venv included
	rm -rf $(VENV) site .onrecord .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	rm -rf .coverage .coverage.* coverage.xml htmlcov test-results build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN): requirements.txt | $(PY)
	$(INSTALL) -r requirements.txt
	@$(COMPILE)
	@touch $@

# The dev list holds all of the other.
$(DEV): requirements-dev.txt | $(PY)
	$(INSTALL) -r requirements-dev.txt
	@$(COMPILE)
	@touch $@ $(RUN)

# The first Python that is new enough; another one with PYTHON=…
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null && echo $$python && break; done)

$(PY):
	@test -n '$(PYTHON)' || { echo 'Python 3.11 or newer is needed; name it: make PYTHON=…' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
