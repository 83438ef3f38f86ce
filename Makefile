# Python 3.11 or newer; say `make run PYTHON=python3.12` where python3 is another one.
PYTHON ?= python3
LOCK = uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate

.PHONY: run test proof test-spark check format lock

run: ## set up, then open the dashboard on the illustrative areas
	@$(PYTHON) run.py $(ARGS)

test: ## set up, then run every test (ARGS="-k name" for some)
	@$(PYTHON) -m scripts.run_tests $(ARGS)

proof: ## the long proof: tests marked `proof`, and the generative ones on four times as many areas (LONG=10: ten times)
	@$(PYTHON) -m scripts.run_proof $(ARGS)

test-spark: ## the tests that need Spark (and Java 17), which `make test` skips
	@$(PYTHON) -m scripts.run_spark_tests $(ARGS)

check: ## style, types, import order, generated documents
	@$(PYTHON) -m scripts.check

format: ## put the code in order
	@.venv/bin/python -m ruff check --fix . && .venv/bin/python -m ruff format .

lock: ## pin the requirements again after a change in pyproject.toml (needs uv; ARGS=--upgrade for newer versions)
	@$(LOCK) $(ARGS) --output-file requirements.txt
	@$(LOCK) $(ARGS) --group dev --constraint requirements.txt --output-file requirements-dev.txt
	@$(LOCK) $(ARGS) --extra spark --constraint requirements-dev.txt --output-file requirements-spark.txt
