# make run | test | quick | lint | setup. Needs python3 (3.11 or later); make test also installs a browser and gettext.

PORT ?= 8000
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# A file's tests stay together: some files load the whole collection once for all of theirs.
PYTEST := $(PYTHON) -m pytest -n auto --dist loadfile

.PHONY: setup run test quick lint

setup: .venv/everything

# The stamps are older than the requirements when those have changed: then all is built anew.
.venv/runtime: requirements.txt
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Samsvar needs Python 3.11 or later as python3." >&2; exit 1; }
	python3 -m venv --clear .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/everything: .venv/runtime requirements-dev.txt
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: export DEBUG := 1
run: export DEMO := 1
run: .venv/runtime
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_demo
	@$(MANAGE) serve --port $(PORT) --until-parent-ends

test: export DEBUG := 1
test: setup lint
	@.ci/packages
	$(MANAGE) makemigrations --check --dry-run
	@echo "manage.py check --deploy, as in production"
	@DEBUG=0 DEMO=0 ALLOWED_HOSTS=samsvar.example SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
		$(MANAGE) check --deploy --fail-level WARNING
	$(PYTEST)

# Everything but the tests that drive a browser or kill processes.
quick: export DEBUG := 1
quick: setup
	$(PYTEST) -m "not journey"

lint: export DEBUG := 1
lint: setup
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy .
