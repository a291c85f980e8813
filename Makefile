# 台账: `make run` and `make test` are enough; everything they need is made on the way.
.DEFAULT_GOAL := help
.PHONY: run test test-long check bench migration office setup clean help

PYTHON := .venv/bin/python
TAIZHANG := .venv/bin/taizhang
READY := .venv/.ready
SYSTEM := .venv/.system
HEADLESS := QT_QPA_PLATFORM=offscreen

run: setup ## open the window on demonstration data; without a display, take the sample workbooks through every step
ifneq ($(DISPLAY)$(WAYLAND_DISPLAY),)
	@mkdir -p build
	@test -e build/demo/.made || { $(TAIZHANG) --data build/demo demo && touch build/demo/.made; }
	$(TAIZHANG) --data build/demo gui
else
	bash installer/headless-run.sh
endif

test: setup ## the tests
	$(HEADLESS) $(PYTHON) -m pytest -n 2

test-long: setup ## the tests that take minutes
	$(HEADLESS) $(PYTHON) -m pytest -m long

check: $(READY) ## style, types, and who may import whom
	$(PYTHON) -m ruff check
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports

bench: setup ## how long the usual work takes on large data
	$(HEADLESS) $(PYTHON) -m tests.bench

migration: $(READY) ## the next step of the schema, written from the models (NAME=what_it_brings)
	$(PYTHON) -m installer.migration $(NAME)

office: $(READY) ## the small data folder of the present schema, kept for every later program to open (tests/offices)
	$(PYTHON) -m tests.offices

setup: $(READY) $(SYSTEM) ## .venv with everything locked, and the libraries Qt needs

$(READY): requirements.lock pyproject.toml installer/venv.sh
	bash installer/venv.sh

$(SYSTEM): installer/system-libs.sh | $(READY)
	bash installer/system-libs.sh
	@touch $@

clean: ## remove what was built (.venv stays)
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find desktop tests -type d -name __pycache__ -prune -exec rm -rf {} +

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
