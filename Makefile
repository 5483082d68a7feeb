# Everything runs in .venv, made here from PYTHON (3.11 or newer), with the versions in constraints.txt.
PYTHON ?= python3
BIN := .venv/bin
ARGS ?=

.PHONY: run setup test torture check platforms bench generated docs site dist clean

run: .venv/.installed
	$(BIN)/kneecoach $(ARGS)

# What it takes to work on kneecoach: everything in .venv, and a commit hook that runs `make check`.
setup: .venv/.dev
	$(BIN)/pre-commit install

test: check
	$(BIN)/python -m pytest $(ARGS)

# make torture ARGS="--tries 500 --seed 7 -k killed" (syrupy minds tests that are left out; some tests make all their
# tries in one go, which takes longer than a test may otherwise)
torture: .venv/.dev
	$(BIN)/python -m pytest -m torture -p no:syrupy --dist=load -o faulthandler_timeout=7200 --tries 200 $(ARGS)

check: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

# What mypy knows of the other systems: a call that one of them lacks is an error, unless a branch guards it.
platforms: .venv/.dev
	for platform in linux darwin win32; do \
		$(BIN)/mypy --platform $$platform --cache-dir .mypy_cache/$$platform || exit 1; \
	done

bench: .venv/.dev
	$(BIN)/python -m benchmarks $(ARGS)

# What is made from the code and kept in the tree; a test says when it is out of date.
generated: .venv/.dev
	$(BIN)/python -m scripts.schemas
	$(BIN)/python -m scripts.man_page

docs: .venv/.dev generated
	$(BIN)/python scripts/screenshots.py docs/images
	$(BIN)/python -m scripts.movement_pictures docs
	$(BIN)/python -m scripts.pixels docs/images

# The docs as pages for a browser: build/site/index.html. Its search needs a server.
site: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[site]'
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict

# What is given to others, and whether it is whole.
dist: .venv/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dist]'
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/check-wheel-contents dist/*.whl
	$(BIN)/twine check --strict dist/*

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "kneecoach needs Python 3.11 or newer: make PYTHON=python3.11 run")'
	$(PYTHON) -m venv .venv

.venv/.installed: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

.venv/.dev: .venv/bin/python pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[simpleaudio]' 2>/dev/null \
		|| echo "simpleaudio cannot be built here (it needs a C compiler and ALSA's headers): its tests are skipped."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[voice]' 2>/dev/null \
		|| echo "onnxruntime has no wheel for this Python here: the tests of the extra voice are skipped."
	touch $@ .venv/.installed
