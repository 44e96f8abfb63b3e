# Everything one does with Ideell. Python 3.11.2 or newer and make are all that is presumed.
PYTHON ?= python3
VENV := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup run demo-reset test lint format bench promises assets wheel lock clean .ready-run .ready-dev

help:  ## tell what each command does
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | awk -F'\t' '{printf "make %-12s %s\n", $$1, $$2}'

.ready-run:
	@$(PYTHON) -m tools.prepare run

.ready-dev:
	@$(PYTHON) -m tools.prepare dev

setup: .ready-dev  ## get everything that running, tests and linters need

run: .ready-run  ## run Ideell with demo content (PORT=5055 make run for another port)
	@exec $(VENV)/python -m ideell.start

demo-reset: .ready-run  ## throw the demo away and begin anew
	@$(VENV)/python -m ideell.start --reset

test: .ready-dev  ## run all tests, in a real browser and on both databases (ARGS="-k word" for some)
	@$(VENV)/python -m tools.check $(ARGS)

lint: .ready-dev  ## look for mistakes: ruff, mypy, import contracts, templates
	@$(VENV)/python -m tools.lint

format: .ready-dev  ## lay the Python code out as ruff wants it
	@$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format .

bench: .ready-dev  ## measure speed against bare pages, in one run (ARGS=--json for a machine)
	@$(VENV)/python -m tests.bench $(ARGS)

promises: .ready-dev  ## prove the promises of reliability and security (ONLY="R3 S5" for some)
	@$(VENV)/python -m tests.promises $(ONLY)

assets: .ready-run  ## build style sheet, scripts and pictures

wheel: .ready-dev  ## build dist/ideell-….whl, with templates, migrations and assets in it
	@rm -rf build dist ideell/static/dist && $(VENV)/python -m tools.assets
	@$(VENV)/python -m build --wheel --no-isolation --outdir dist . > /dev/null
	@ls dist/*.whl

lock:  ## write the locks anew after a change in setup.cfg, requirements/*.in or package.json
	@$(PYTHON) -m tools.lock

clean:  ## remove what make made, except var/ with what people wrote
	rm -rf .venv .cache node_modules build dist ideell/static/dist ideell.egg-info
