# Every target sets up what it needs, once, in .venv; a second run starts at once.
PYTHON ?= python3
RAWI_HOME ?= $(CURDIR)/.rawi
export RAWI_HOME
# What is compiled once need not be compiled by each of the hundreds of processes that tests start.
unexport PYTHONDONTWRITEBYTECODE

PIP := .venv/bin/python -m pip --disable-pip-version-check --quiet
READY := .venv/ready
TESTS := .venv/ready-for-tests

.PHONY: setup chat test check-style bench bench-part bench-data blind sabotage certify mutations writing deaths damages busy full-disk scaling stores fuzz fuzz-sources faults hostile real-llm
.PHONY: chains letters outlets quick load bot-faults bot-kills followers bot-replicas soak lock

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rawi needs Python 3.11 or newer; set PYTHON=python3.12, say.")'
	$(PYTHON) -m venv .venv
	$(PIP) install --no-deps --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The tools of the tests, for whoever runs them.
$(TESTS): requirements-test.lock $(READY)
	$(PIP) install --no-deps --require-hashes --requirement requirements-test.lock
	@touch $@

# The sample archive is read on the first run; add your own with: .venv/bin/rawi ingest FOLDER
$(RAWI_HOME)/seeded: | $(READY)
	.venv/bin/rawi ingest seeds
	@touch $@

chat: $(READY) $(RAWI_HOME)/seeded
	@.venv/bin/rawi chat

# Three files of tests at a time, for on two cores one of them waits for a process or a clock; the
# long ones first. What a worker embeds, and the sample archive, all have.
test: $(TESTS) check-style
	OMP_NUM_THREADS=1 .venv/bin/python -m pytest --quiet -n 3 --dist loadfile --no-loadscope-reorder

# Style, and every test that starts neither the embedder, an index nor a process, nor takes long.
quick: $(TESTS) check-style
	OMP_NUM_THREADS=1 .venv/bin/python -m pytest --quiet -n 2 -m "not slow"

check-style: $(TESTS)
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: $(TESTS)
	.venv/bin/python -m tests.bench

# One part of it: retrieval, sentences, refusal, speed, blind or certificate.
bench-part: $(READY)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.bench --only $(PART)

# The public question sets, as far as packages hold them; else where they are published.
bench-data: $(READY)
	.venv/bin/python -m tests.bench.data

# Questions that whoever changes a rule has not read: counts only.
blind: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.blind

# Pages of outlets' shapes: what must and must not be read of them, beside trafilatura alone.
outlets: $(TESTS)
	.venv/bin/python -m tests.outlets

# What the model of letters refuses of real text, and what of garbled text.
letters: $(TESTS)
	.venv/bin/python -m tests.bench.letters

# Chains of report on labelled sentences: make chains LABELS=FILE for others.
LABELS := tests/bot/extraction/chains.jsonl
chains: $(TESTS)
	.venv/bin/python -m tests.chains $(LABELS)

# Defects switched on one at a time: is each caught, and the right layer blamed?
sabotage: $(READY)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.sabotage

# True sentences spoilt and varied: how many of each kind the gate lets through or drops.
mutations: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.mutations

# What verification shows of labelled sentences: without a judge, with one that is always right, and
# with one that is wrong in 15 of 100 of both kinds; also on further pairs, where they are.
PAIRS := tests/verification/pairs.jsonl $(wildcard ../shared/verification/??.jsonl)
certify: $(READY)
	@for judge in off scripted:0 scripted:0.15; do \
		for pairs in tests/verification/pairs.jsonl "$(filter ../%,$(PAIRS))"; do \
			test -z "$$pairs" || { echo; echo "$$pairs"; .venv/bin/rawi certify $$pairs --judge $$judge; }; \
		done; done
	@echo; .venv/bin/rawi certify tests/verification/pairs.jsonl --judge replay:tests/verification/reader.json

# Drafts of a model replayed over the sample archive: what of them is shown, in whose words.
writing: $(READY)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.writing

# Every kind of writer killed at every step and at random, 400 times; every file of a home damaged in four ways.
deaths: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.deaths

damages: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.damages

# One who asks without a pause beside rebuilding, ingesting and restoring, 20 times each.
busy: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.busy

# All fixed questions on SQLite and an embedded Chroma, and on PostgreSQL and a served one.
stores: $(TESTS) $(RAWI_HOME)/seeded
	.venv/bin/python -m tests.stores $(RAWI_HOME)

# What 5,000 articles cost, and the seals of 500: the figures of docs/scaling.md.
scaling: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.scaling 5000
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.scaling 500 seals

# A disk filled up to 24 sizes; needs root, to mount one.
full-disk: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.full_disk

# Random answers, posted past Telegram's rules.
fuzz: $(TESTS)
	.venv/bin/python -m tests.fuzz 10000

# Mutated files of every format, through the reader of `ingest`.
fuzz-sources: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.fuzz_sources 2000

# Texts four times as long as in the tests: every regex and function of a text takes time in proportion.
linear: $(TESTS)
	.venv/bin/python -m tests.test_linear

# A model that fails in 0, 10, 50 and 100 of a hundred calls, 200 questions each.
faults: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.faults 200

# 75 texts planted in articles, in three places and two languages, and a model that obeys them.
hostile: $(TESTS)
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.hostile

# A real small model over the real wire. Builds its server in .venv-llm, which takes 10 to 20 minutes.
real-llm: $(TESTS) .venv-llm/ready
	OMP_NUM_THREADS=1 .venv/bin/python -m tests.real_llm .venv-llm

.venv-llm/ready: tests/real_llm.txt
	$(PYTHON) -m venv .venv-llm
	CMAKE_BUILD_PARALLEL_LEVEL=2 .venv-llm/bin/python -m pip --disable-pip-version-check install --requirement $<
	@touch $@

# The bot against the loopback Bot API: two hundred chats at once, with a scripted writer, with a
# model on loopback, and without either;
load: $(TESTS)
	.venv/bin/python -m tests.stress load
	.venv/bin/python -m tests.stress model
	.venv/bin/python -m tests.stress extractive

# a server that floods and breaks lines;
bot-faults: $(TESTS)
	.venv/bin/python -m tests.stress faults

# killed at random, a hundred times;
bot-kills: $(TESTS)
	.venv/bin/python -m tests.stress kills

# two behind one webhook, one of them killed;
bot-replicas: $(TESTS)
	.venv/bin/python -m tests.stress replicas

# a thousand followers told of new articles, killed twenty times meanwhile;
followers: $(TESTS)
	.venv/bin/python -m tests.stress followers

# ten thousand questions, and what it keeps in memory.
soak: $(TESTS)
	.venv/bin/python -m tests.stress soak

# Needs uv. Hashes only: the locks name no address anything is fetched from. The first is what Rawi
# runs with; the second adds what its tests need, at the same versions.
LOCK := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --quiet
lock:
	$(LOCK) --extra install --output-file requirements.lock
	$(LOCK) --extra install --extra test --constraint requirements.lock \
		--output-file requirements-test.lock
