# What a developer does here, by name; `make` alone lists it.
#
# Each step leaves a stamp in .venv (or in tests/*/node_modules), so a step that is done is not
# done again until pyproject.toml or a lock changes.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= python3
PYTEST_ARGS ?=
LOCK_ARGS ?=
BENCH_ARGS ?=
AS_OF ?= 2021-11-15
SOAK_MINUTES ?= 10

BIN := .venv/bin
RUNTIME := .venv/.runtime
DEV := .venv/.dev
PIP_INSTALL := $(BIN)/python -m pip install --quiet --quiet
# What a lock pins, each file by its hash; then the project itself, built with what the lock holds.
LOCKED := $(PIP_INSTALL) --no-deps --require-hashes --requirement
ITSELF := $(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
LOCK := scrutiny_cli/starter/requirements.lock
DEV_LOCK := requirements-dev.lock
COMPILE := $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --quiet \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: help
help: ## List what can be done here
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# ------------------------------------------------------------------------------------- setting up

.PHONY: setup
setup: $(DEV) ## Make .venv with the tool and everything its development needs

$(BIN)/python:
	@PYTHON='$(PYTHON)' sh tools/venv.sh

$(RUNTIME): pyproject.toml $(LOCK) | $(BIN)/python
	@echo 'Installing scrutiny in .venv'
	@$(LOCKED) $(LOCK)
	@$(ITSELF)
	@touch $@

$(DEV): pyproject.toml $(DEV_LOCK) | $(BIN)/python
	@echo 'Installing scrutiny and its development tools in .venv'
	@$(LOCKED) $(DEV_LOCK)
	@$(ITSELF)
	@touch $(RUNTIME) $@

.PHONY: test-system
test-system: | $(BIN)/python ## Install what the browser and editor tests need: Chromium, Java, npm packages
	@sh tools/test-system.sh $(BIN)/python

# ------------------------------------------------------------------------------------------ using

.PHONY: demo
demo: $(RUNTIME) ## Build five documents and the agenda pack in build/, show what changed and the first screen
	@mkdir -p build
	@sh tools/demo-pack.sh $(BIN)/python $(AS_OF)
	@$(BIN)/python tools/demo.py $(AS_OF)

# --------------------------------------------------------------------------------------- checking

# The tests of single modules; the rest goes through the command line, Chromium, Java or npm.
QUICK := $(filter-out tests/browser/ tests/cli/ tests/data/ tests/docs/ tests/editor/ tests/properties/ tests/soak/, \
	$(wildcard tests/*/))

.PHONY: check
check: lint types $(DEV) ## Lint, check the types and run the quick tests: no Chromium, Java or npm
	HYPOTHESIS_MAX_EXAMPLES=10 $(BIN)/python -m pytest -n auto --dist loadgroup \
		-m 'not browser and not editor and not pdf and not slow' $(QUICK) $(PYTEST_ARGS)

.PHONY: test
test: lint types test-system $(DEV) ## Lint, check the types and run every test
	$(BIN)/python -m pytest -n auto --dist loadgroup $(PYTEST_ARGS)

.PHONY: lint
lint: $(DEV) ## Check style and layout (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

.PHONY: types
types: $(DEV) ## Check the types (mypy, strict)
	$(BIN)/mypy

.PHONY: format
format: $(DEV) ## Rewrite the code in the agreed layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: cover
cover: $(DEV) ## Run the tests and show which lines and branches none of them reaches
	$(BIN)/python -m pytest -n auto --dist loadgroup --cov --cov-report=term-missing $(PYTEST_ARGS)

.PHONY: bench
bench: $(DEV) ## Time the tool on large registers, beside yardsticks and its peers (BENCH_ARGS="sample --runs 3")
	@$(BIN)/python -m venv .venv/peers && .venv/peers/bin/python -m pip install --quiet --quiet \
		'yamllint>=1.38,<2' 'yamale>=6,<7' 'beancount>=3,<4' || echo 'Without the peers that cannot be installed'
	@npm install --silent --no-save --prefix .venv/peers ajv-cli@5 || echo 'Without ajv-cli: npm cannot install it'
	$(BIN)/python tools/bench $(BENCH_ARGS)

.PHONY: office-check
office-check: $(DEV) ## Open each kind of document in Word with LibreOffice, and judge the PDFs it makes of them
	@PYTHONPATH=. $(BIN)/python tools/office_check.py

.PHONY: soak
soak: $(DEV) ## Run the long tests: hostile files, killed writers, the fuzzer (SOAK_MINUTES for each half)
	@sh tools/soak-system.sh $(BIN)/python
	$(BIN)/python -m tests.soak $(SOAK_MINUTES)

.PHONY: audit
audit: $(DEV) ## Look up known vulnerabilities in the locked dependencies (needs the network)
	@$(BIN)/python tools/audit.py

# -------------------------------------------------------------------------------------- releasing

.PHONY: docs
docs: $(DEV) ## Write the reference pages again from the commands, the models and the codes
	$(BIN)/python tools/reference.py

.PHONY: build
build: $(DEV) ## Build the sdist, from it the wheel, and the wheel's bill of materials, in dist/
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/python tools/sbom.py

.PHONY: lock
lock: $(DEV) ## Pin the dependencies again (LOCK_ARGS=--upgrade takes the newest)
	$(COMPILE) --extra dev --output-file $(DEV_LOCK) $(LOCK_ARGS)
	$(COMPILE) --constraint $(DEV_LOCK) --output-file $(LOCK)
	$(COMPILE) --extra pdf --constraint $(DEV_LOCK) --output-file requirements-pdf.lock
	cd tests/browser && npm install --package-lock-only
	cd tests/editor && npm install --package-lock-only

.PHONY: clean
clean: ## Remove everything that make made, .venv too
	rm -rf .venv build dist .coverage .coverage.* htmlcov tests/*/node_modules
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
