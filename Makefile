# Needs Python 3.11 or newer and make; everything else is set up in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Tests and measurements start the command many times, and each time it would be compiled anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test thorough lint bench interchange adversary manuscripts payloads fuzz screenshots gallery example clean

demo: $(VENV)/.installed
	rm -rf demo-review
	$(BIN)/reviewkit demo demo-review

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not thorough"

thorough: $(VENV)/.dev
	$(BIN)/python -m pytest -n 2 --dist worksteal -m thorough

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	test -x $(VENV)-bib-dedupe/bin/python || $(PYTHON) -m venv $(VENV)-bib-dedupe
	$(VENV)-bib-dedupe/bin/python -m pip install --quiet --disable-pip-version-check 'bib-dedupe==0.11.*'
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/again.py
	$(BIN)/python benchmarks/conformance.py
	$(BIN)/python benchmarks/quotes.py
	$(BIN)/python benchmarks/charting.py
	$(BIN)/python benchmarks/coding.py
	$(BIN)/python benchmarks/load.py

interchange: $(VENV)/.dev
	test -x $(VENV)-interchange/bin/python || $(PYTHON) -m venv $(VENV)-interchange
	$(VENV)-interchange/bin/python -m pip install --quiet --disable-pip-version-check 'asreview==3.*'
	! command -v npm >/dev/null || npm install --silent --no-fund --no-audit --prefix $(VENV)-interchange jsdom@26
	$(BIN)/python benchmarks/interchange.py $(OPTIONS)

adversary: $(VENV)/.dev
	$(BIN)/python benchmarks/adversary.py $(OPTIONS)

payloads: $(VENV)/.dev
	$(BIN)/python benchmarks/payloads.py --programs $(OPTIONS)

manuscripts: $(VENV)/.dev
	$(BIN)/python benchmarks/manuscripts.py $(OPTIONS)

# With atheris the fuzzer sees what code its inputs reach; where it does not install, it works without.
fuzz: $(VENV)/.dev
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check 'atheris>=2.3'
	$(BIN)/python benchmarks/fuzz.py $(OPTIONS)

screenshots: $(VENV)/.dev
	$(BIN)/python -m tools.make_screenshots

gallery: $(VENV)/.dev
	$(BIN)/python -m tools.make_gallery

example: $(VENV)/.installed
	$(BIN)/python data/trygg-i-eget-hjem/make_example.py

clean:
	rm -rf $(VENV) $(VENV)-bib-dedupe $(VENV)-interchange $(VENV)-ooxml demo-review

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "reviewkit needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/.installed
