# Everything runs in .venv, which is made when it is missing and brought up to date when
# pyproject.toml or constraints.txt changed.
# PYTHON=/path/to/python chooses the Python that makes it; ARGS="..." goes to the command.
# ADVISOR_SHARED=/path/to/sources says where other people's pages and figures lie.

.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
PYTHONS := $(or $(PYTHON),python3.11 python3.12 python3.13 python3 python)
ARGS ?=
SHARED := $(or $(ADVISOR_SHARED),../shared)
HANDBOOK := ADVISOR_DATA_DIR=data/handbook

# A version manager leaves commands that only say that the version is not there: each is tried.
define MAKE_VENV
if ! $(BIN)/python -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
  for python in $(PYTHONS); do \
    $$python -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
      && echo "Making $(VENV) with $$($$python --version)" \
      && exec $$python -m venv --clear $(VENV); \
  done; \
  echo "Python 3.11 or later with venv and pip is needed, and none of these is it: $(PYTHONS)." >&2; \
  echo "Install it (on Debian or Ubuntu: apt install python3 python3-venv)," >&2; \
  echo "or name another one: make install PYTHON=/path/to/python3.11" >&2; \
  exit 1; \
fi
endef

.PHONY: help run test install chat reindex evaluate evaluate-handbook evaluate-reading bench
.PHONY: evaluate-ablation careers lint types check

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-17s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

run: install ## set up and start the advisor: on Telegram with a token, else in this terminal
	@$(BIN)/python -m bot run $(ARGS)

test: install ## set up and run the tests
	@$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile $(ARGS)

install: $(INSTALLED) ## set up alone

chat: install ## talk with the advisor in this terminal
	@$(BIN)/python -m bot chat $(ARGS)

reindex: install ## build the index from the role documents
	@$(BIN)/python -m bot reindex $(ARGS)

evaluate: install ## ask the judged questions and count right answers
	@$(BIN)/python -m bot evaluate $(ARGS) tests/judged/*.yaml

evaluate-ablation: install ## what each part of the advisor is worth
	@$(BIN)/python -m bot evaluate --ablation $(ARGS) tests/judged/*.yaml

evaluate-handbook: install ## the same on the pages of a handbook, in an index of their own
	@$(HANDBOOK) $(BIN)/python -m bot reindex --documents $(SHARED)/corpus/ooh
	@$(HANDBOOK) $(BIN)/python -m benchmarks.handbook_questions $(SHARED)
	@$(HANDBOOK) $(BIN)/python -m bot evaluate $(ARGS) tests/judged/handbook/*.yaml

evaluate-reading: install ## count what is read right out of pages and money expressions
	@$(BIN)/python -m benchmarks.reading $(SHARED) $(ARGS)

bench: install ## measure the time of a question and of a reindex
	@$(BIN)/python -m benchmarks.question $(ARGS)

careers: install ## build the shipped careers anew from their sources
	@$(BIN)/python -m knowledge.importers.careers $(SHARED) $(ARGS)

lint: install ## look for faults and for formatting that differs from ruff's
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: install ## check the types
	@$(BIN)/mypy

check: lint types test ## all that a change must pass

$(INSTALLED): pyproject.toml constraints.txt
	@$(MAKE_VENV)
	@echo "Installing what constraints.txt names; the first time this takes some minutes."
	@$(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

.env.example: bot/settings.py $(INSTALLED)
	@$(BIN)/python -c 'from bot.settings import env_example; print(env_example(), end="")' > $@
