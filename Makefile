# The commands of the README. Everything works from a fresh clone with Rust, gcc, make, Node, npm and Python 3.
PORT ?= 8080
DATA ?= data-run
CARGO_FLAGS ?= --locked
# The folder of the optional meaning pack.
MEANING ?= $(DATA)/meaning

.PHONY: run test soak bench eligibility assets meaning fmt
run: assets
	cargo build $(CARGO_FLAGS)
	ALONGSIDE_LISTEN=127.0.0.1:$(PORT) ALONGSIDE_BASE_URL=http://localhost:$(PORT) ALONGSIDE_DATA=$(DATA) \
		target/debug/alongside demo --serve

test: assets
	sh tests/prepare.sh
	cargo fmt --check
	cargo clippy $(CARGO_FLAGS) --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc $(CARGO_FLAGS) --no-deps --quiet
	cargo test $(CARGO_FLAGS)

# What takes longer: fifty kills instead of three, 10,000 letters by a failing server from two nodes that are killed,
# 10,000 letters read for what shows at a glance, 10,000 random small groups held against brute force, ten minutes of
# random searches and files, ten of random searches over 100,000 people, a start with a text too long to read, and the
# memory after 400 sign-ins; prints its figures.
soak: assets
	sh tests/prepare.sh
	SOAK_KILLS=50 cargo test $(CARGO_FLAGS) --test it crash -- --nocapture
	SOAK_LETTERS=10000 cargo test $(CARGO_FLAGS) --test it outbox::chaos -- --nocapture
	SOAK_LETTERS=10000 cargo test $(CARGO_FLAGS) --test it invitation::corpus -- --nocapture
	GROUP_CASES=10000 cargo test $(CARGO_FLAGS) --lib group
	TEXT_PAIRS=all cargo test $(CARGO_FLAGS) --lib pathological
	SOAK_WORDS=300000 cargo test $(CARGO_FLAGS) --test it poisoned -- --nocapture
	SOAK_SIGN_INS=400 cargo test $(CARGO_FLAGS) --test it sign_ins_leave -- --nocapture
	FUZZ_SECONDS=600 cargo test $(CARGO_FLAGS) --test it fuzz -- --nocapture
	FUZZ_SECONDS=600 cargo bench $(CARGO_FLAGS) --bench matching -- --profiles 100000 --only hostile

# How fast people and opportunities meet, letters leave and groups are composed; benches/README.md says how to read it.
# BENCH="--profiles 100000" for less.
bench: assets
	cargo bench $(CARGO_FLAGS) --bench matching -- $(BENCH)
	cargo bench $(CARGO_FLAGS) --bench mail
	cargo bench $(CARGO_FLAGS) --bench group

# Fits the weights of data/eligibility.toml to judged cases and prints how far they can be believed. More cases:
# ELIGIBILITY="--criteria FILE --words FILE --meaning DIR".
eligibility:
	cargo bench $(CARGO_FLAGS) --bench eligibility -- $(ELIGIBILITY)

assets: frontend/dist/made

# Made again only when what it is made from has changed.
frontend/dist/made: frontend/package-lock.json frontend/requirements.txt frontend/build.mjs $(shell find frontend/styles frontend/scripts frontend/images -type f)
	cd frontend && npm ci --no-audit --no-fund --loglevel=error && node build.mjs
	touch $@

# The optional meaning pack, by pinned hash; used when ALONGSIDE_MEANING names its folder.
meaning:
	python3 data/meaning/fetch.py $(MEANING)

fmt:
	cargo fmt
