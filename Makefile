# Thin: each target is one command a person could type. Quoted throughout: paths may hold spaces.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV := $(VENV)/.installed-dev

.PHONY: install serve test lint types imports notebooks unit train evaluate gazetteer lexicons spelling confusables lock bench docs experiments golden clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	test -x "$(BIN)/python" || $(PYTHON) -m venv "$(VENV)"
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	"$(BIN)/python" -m compileall -q src
	touch "$(STAMP)"

$(DEV): $(STAMP) requirements-dev.lock
	"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch "$(DEV)"

# In the shell's place, so that who ends make ends the server.
serve: $(STAMP)
	exec "$(BIN)/commentguard" serve --local-open

test: $(DEV) lint imports
# Types are checked by one process, notebooks by two that wait for their kernels: together they leave no core idle.
	$(MAKE) --jobs=2 types notebooks
	$(MAKE) unit

lint: $(DEV)
	"$(BIN)/ruff" format --check .
	"$(BIN)/ruff" check .

types: $(DEV)
	"$(BIN)/mypy"

imports: $(DEV)
	"$(BIN)/lint-imports"

# Jupyter's own kernel warns about its transport; our code is still held to warnings as errors.
notebooks: $(DEV)
	"$(BIN)/python" -m pytest -q -n 2 --dist worksteal -W ignore --nbmake notebooks

unit: $(DEV)
	"$(BIN)/python" -m pytest -n 2 --dist worksteal --ignore tests/deploy
	"$(BIN)/python" -m pytest tests/deploy

train: $(DEV)
	"$(BIN)/commentguard" train --out models/default

# Opens the frozen test half and notes it in data/blog_comments/OPENINGS.md: for releases. While
# building, `commentguard evaluate` measures everything else and leaves the half closed.
evaluate: $(DEV)
	"$(BIN)/commentguard" evaluate --out models/default --with-text build/report \
	  $(if $(wildcard data/blog_comments/TEST_SHA256SUMS),--open-test) \
	  $(if $(wildcard ../shared/promo-dev),--development ../shared/promo-dev/promo_dev.jsonl)

gazetteer: $(DEV)
	"$(BIN)/python" -m commentguard.training.gazetteer

# After every edit of a phrase list, in the same commit: otherwise each start draws them anew, in most of a second.
lexicons: $(DEV)
	"$(BIN)/python" -m commentguard.training.lexicons

# After every edit of our training comments, in the same commit; a model is fitted anew behind it.
spelling: $(DEV)
	"$(BIN)/python" -m commentguard.training.spelling

# Every line of the diff is a letter that reads otherwise: review it like code.
confusables: $(DEV)
	"$(BIN)/python" -m commentguard.training.confusables

docs: $(DEV)
	"$(BIN)/python" -m commentguard.testing.recorder src/commentguard/api/examples.json
	"$(BIN)/python" -m commentguard.training.pages docs

# Every line of the diff is a comment that meets another fate: review it like code.
golden: $(DEV)
	"$(BIN)/python" tests/regold.py

experiments: $(DEV)
	"$(BIN)/python" -m commentguard.training.experiment docs/experiments

# fastText is a rival and nothing else; where it cannot be installed it is left out with a note.
bench: $(DEV)
	-"$(BIN)/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-bench.lock
	"$(BIN)/python" -W ignore bench/run.py $(PARTS)

lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra train --extra postgres --no-annotate --no-header pyproject.toml build-requirements.in -o requirements.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra train --extra postgres --group dev --group gazetteer --no-annotate --no-header pyproject.toml build-requirements.in -o requirements-dev.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra postgres -c requirements.lock --no-annotate --no-header pyproject.toml -o requirements-serve.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 -c requirements.lock --no-annotate --no-header build-requirements.in -o requirements-build.lock
	uv pip compile --universal --generate-hashes --python-version 3.11 --group bench -c requirements-dev.lock --no-annotate --no-header -o requirements-bench.lock

clean:
	rm -rf "$(VENV)" build dist
