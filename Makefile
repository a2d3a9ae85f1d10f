# The commands of README.md under the names that many projects use. Without an argument: a list.
# `make setup` makes a virtual environment in .venv; while it is there, all others use it.

# Through a shell: the make of macOS would look for single commands in the old PATH.
SHELL := /bin/bash
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup run build check test test-quick test-browser lint format bench boundaries screenshots ci clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what running and testing need, into .venv
	python3 -m venv .venv
	pip install -r requirements-dev.txt

run: ## serve the dashboard; the first start builds the database
	streamlit run app.py

build: ## build data/offer.duckdb from data/
	python -m etl build

check: ## say what is wrong with data/, build nothing
	python -m etl check

test: ## all tests; those in a browser are skipped where there is no Chromium
	pytest

test-quick: ## about a minute: no browser, and a few cases of tests that try many states
	pytest -m "not browser" --quick

test-browser: ## the tests in a browser (Debian: apt install chromium)
	pytest -m browser

lint: ## style and types, as CI checks them
	ruff check .
	ruff format --check .
	mypy app.py pages dashboard etl tests docs

format: ## put the code into the one format
	ruff check --fix .
	ruff format .

bench: ## time a build, and the redraw of each page beside an empty app (needs Chromium)
	python tests/benchmarks/build_time.py
	python tests/benchmarks/redraw.py

boundaries: ## make the maps again from postcodes, about two minutes
	pip install -r requirements-boundaries.txt
	python -m etl boundaries

screenshots: ## make the README's pictures again (needs Chromium)
	python docs/screenshots/make.py

ci: ## what CI runs: all of it in a fresh environment
	.ci/run

clean: ## remove what was built and what tools keep; .venv stays
	rm -rf data/offer.duckdb data/.offer.duckdb* .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
