# make run | test | quick | drill | lint | setup. Needs python3 (3.11 or later); make test also installs what
# .ci/packages names.

PORT ?= 8000
PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# A file's tests stay together: some files load the whole collection once for all of theirs.
TESTS := pytest -n auto --dist loadfile
ON_SQLITE := env --unset=DATABASE_URL --unset=REDIS_URL $(PYTHON) -m
ON_SERVERS := $(PYTHON) -m tests.engines

# Compiled once and kept beside the source, whatever the shell says: to compile it all each time takes seconds.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: setup run test quick drill lint

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
	$(ON_SQLITE) $(TESTS)
	@echo "What asks the database, again on PostgreSQL and Valkey"
	$(ON_SERVERS) $(TESTS)

# What needs a browser, kills processes, reads all that a whole country is given or asks for every address as everybody
# is left to `test`; here the tables are made without their migrations, and a property is tried with a fifth of the
# examples.
quick: export DEBUG := 1
quick: setup
	$(ON_SQLITE) $(TESTS) -m "not journey and not thorough" --no-migrations --hypothesis-profile=quick

# Kills every kind of process for DRILL_SECONDS on each engine. DRILL_SEED repeats what a failure names.
drill: export DEBUG := 1
drill: export DRILL_SECONDS ?= 600
drill: setup
	@.ci/packages
	$(ON_SQLITE) pytest tests/drill -s

lint: export DEBUG := 1
lint: setup
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy .
