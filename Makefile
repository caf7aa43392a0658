# Anketa: what a person or a build server types. Each line with ## is shown by `make`.
HOST ?= 127.0.0.1
PORT ?= 8000
DATA ?= data
DEFINITIONS ?= definitions
PYTEST_ARGS ?=
# Some tests wait for something: three of them keep two cores busy.
WORKERS ?= 3
LOCK ?=
CHECK ?=
bin := .venv/bin
export PYTHON LOCK

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run test bench lint lock catalogs wheel clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install everything that the product needs into .venv
	@tools/setup run

setup-test:
	@tools/setup test
	@tools/browser
	@tools/poppler

catalogs:
	@$(bin)/python cli.py i18n compile

run: setup catalogs ## Serve the demo: PORT=8000 HOST=127.0.0.1 DATA=data DEFINITIONS=definitions
	@$(bin)/python cli.py db upgrade --data "$(DATA)"
	@$(bin)/python cli.py serve --demo --host "$(HOST)" --port "$(PORT)" --data "$(DATA)" --definitions "$(DEFINITIONS)"

test: setup-test catalogs ## Run every test: PYTEST_ARGS="-k name" for some of them, WORKERS=2 at once
	@PYTHONDONTWRITEBYTECODE= $(bin)/python -m pytest -n $(WORKERS) --dist worksteal $(PYTEST_ARGS)

bench: setup-test catalogs ## Measure everything against peers into docs/benchmarks.md: CHECK=1 only fails where a ratio left
	@PYTHONDONTWRITEBYTECODE= $(bin)/python benchmarks/bench.py $(if $(CHECK),--check)

lint: setup-test ## Check style, types and import contracts
	@$(bin)/ruff check .
	@$(bin)/ruff format --check .
	@$(bin)/mypy
	@$(bin)/lint-imports

wheel: setup catalogs ## Build a wheel of the product into dist, catalogs compiled
	@$(bin)/python -m pip wheel -qq --disable-pip-version-check --no-deps --no-build-isolation -w dist .

lock: setup-test ## Pin the packages named in setup.cfg: LOCK=--upgrade takes newer releases
	@tools/lock

clean: ## Remove .venv and everything that tools leave behind
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find translations -name '*.mo' -delete 2>/dev/null || true
