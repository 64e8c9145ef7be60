# Every task of the project. `make help` lists them.
# Rules write a stamp, so nothing is done twice; each depends on the sources that it reads.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PREFIX ?= /usr/local
TARGET := $(or $(CARGO_TARGET_DIR),target)
VENV := .venv
PY := $(abspath $(VENV)/bin)/python
# The demo installs outside the tree, as a user would; each clone has its own folder.
DEMO ?= $(or $(TMPDIR),/tmp)/ringwise-demo-$(shell pwd | cksum | cut -d' ' -f1)

RUST := Cargo.toml Cargo.lock .cargo/config.toml $(shell find core/src core/examples core/Cargo.toml ffi/src ffi/Cargo.toml ffi/build.rs -type f)
PYTHON := bindings/python/pyproject.toml bindings/python/Cargo.toml \
	$(shell find bindings/python/src bindings/python/python -name '*.rs' -o -name '*.py' -o -name '*.pyi' -o -name '*.css' -o -name 'ringwise.*sh')
NODE := $(addprefix bindings/node/,Cargo.toml build.rs package.json native.js index.d.ts scripts/build.cjs) \
	$(wildcard bindings/node/*.js) $(shell find bindings/node/src -name '*.rs')

# What `make test-systems` needs from Debian.
SYSTEMS_PACKAGES := valgrind memcached redis-server nginx haproxy nutcracker libmemcached-dev chromium zsh fish

help: ## lists the tasks
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-17s %s\n", $$1, $$2 }'

# Set-up

setup: $(VENV)/.ringwise bindings/node/.built ## builds and installs everything into the tree

$(VENV)/.tools: bindings/python/pyproject.toml
	@echo "setup: a virtual environment with the Python tools"
	@test -x $(PY) || python3 -m venv $(VENV)
	@$(PY) -m pip install -q --disable-pip-version-check "maturin>=1.9.4,<2" pytest hypothesis mypy ruff \
		"matplotlib>=3.8,<4" "PyYAML>=6,<7" types-PyYAML shtab==1.13.0
	@touch $@

$(VENV)/.ringwise: $(VENV)/.tools $(RUST) $(PYTHON)
	@echo "setup: the Python package"
	@PATH="$(abspath $(VENV)/bin):$$PATH" MATURIN_PEP517_ARGS=--locked $(PY) -m pip install -q --disable-pip-version-check \
		--no-build-isolation --force-reinstall --no-deps ./bindings/python
	@touch $@

bindings/node/node_modules: bindings/node/package-lock.json
	@echo "setup: the Node tools"
	@cd bindings/node && npm ci --ignore-scripts --silent
	@touch $@

bindings/node/.built: bindings/node/node_modules $(RUST) $(NODE)
	@echo "setup: the Node package"
	@cd bindings/node && node scripts/build.cjs
	@touch $@

# Tests

test: lint rust python node packages demo ## runs every test that needs no other program

lint: $(VENV)/.ringwise bindings/node/node_modules ## checks format, lints and types
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
	cargo clippy -p ringwise --no-default-features --all-targets --locked --quiet -- -D warnings
	cd bindings/python && $(PY) -m ruff check . ../../tests && $(PY) -m ruff format --check . ../../tests

rust: ## runs the tests of Rust and C
	cargo test --workspace --locked --no-fail-fast

python: $(VENV)/.ringwise ## runs the tests of the Python package
	cd bindings/python && $(PY) -m pytest -q && $(PY) -m mypy --strict tests examples bench python/ringwise && $(PY) -m mypy.stubtest ringwise --allowlist tests/stubtest.txt

node: bindings/node/.built ## runs the tests of the Node package
	cd bindings/node && npm run --silent typecheck && npm test --silent

packages: $(VENV)/.ringwise bindings/node/.built ## packs everything, and tests it from outside the tree
	PATH="$(abspath $(VENV)/bin):$$PATH" $(PY) bindings/python/tests/packages.py
	node bindings/node/tests/packaging.cjs

test-systems: $(VENV)/.systems tests/systems/node_modules bindings/node/.built ## runs the tests that need other programs: see systems-packages
	@echo "needs: apt-get install -y $(SYSTEMS_PACKAGES)"
	RINGWISE_VALGRIND=1 cargo test --locked -p ringwise-tests --test c -- --nocapture
	$(PY) -m pytest -q -rs tests/systems

$(VENV)/.systems: $(VENV)/.ringwise
	@echo "setup: the clients that the systems tests use"
	@$(PY) -m pip install -q --disable-pip-version-check pymemcache redis
	@touch $@

tests/systems/node_modules: tests/systems/package-lock.json
	@cd tests/systems && npm ci --ignore-scripts --silent
	@touch $@

instructions: ## counts the instructions of a lookup, which needs valgrind; test-systems holds each under a limit
	@python3 tests/systems/instructions.py

systems-packages: ## prints the Debian packages that test-systems needs
	@echo $(SYSTEMS_PACKAGES)

bench: $(VENV)/.bench bindings/node/.built ## compares speeds, side by side in one run
	cargo bench --locked -p ringwise
	@if pkg-config --exists libmemcached; then $(MAKE) $(TARGET)/originals && $(TARGET)/originals; \
		else echo "did not run: libmemcached-dev is not installed"; fi
	$(PY) bindings/python/bench/ring_vs_dict.py
	$(PY) bindings/python/bench/originals.py
	cd bindings/node && npm run --silent bench

$(TARGET)/originals: ffi/bench/originals.c include/ringwise.h $(RUST)
	@cargo build --release --locked --quiet -p ringwise-ffi
	@cc -std=c99 -Wall -Wextra -Wpedantic -Werror -O2 -Iinclude -o $@ $< -L$(TARGET)/release -l:libringwise.a -lmemcached -lpthread -ldl -lm

$(VENV)/.bench: $(VENV)/.ringwise
	@echo "setup: the libraries that the benchmarks compare with; ketama is built, which needs a compiler and Python's headers"
	@$(PY) -m pip install -q --disable-pip-version-check uhashring
	@$(PY) -m pip install -q --disable-pip-version-check ketama || echo "setup: no ketama"
	@touch $@

bless: ## writes again what is generated: the header, the tables of options, the vectors, the Python stub, what the command prints
	RINGWISE_BLESS=1 cargo test --quiet -p ringwise-tests --test header --test option_tables
	python3 tests/reference/native.py vectors > tests/vectors/native-v1.tsv
	python3 tests/reference/native.py edits > tests/vectors/native-v1-edits.tsv
	python3 tests/reference/native.py local > tests/vectors/native-v1-local.tsv
	python3 tests/reference/native.py cap > tests/vectors/native-v1-cap.tsv
	python3 tests/reference/nginx.py vectors > tests/vectors/nginx-vnodes.tsv
	python3 tests/reference/snapshot.py vectors > tests/vectors/snapshots.tsv
	cd bindings/python && RINGWISE_BLESS=1 $(PY) -m pytest -q tests/test_types.py tests/command/test_output.py tests/command/test_completion.py

# The demo

demo: $(DEMO)/rust/.ok $(DEMO)/c/.ok $(DEMO)/python/.ok $(DEMO)/node/.ok ## places 10,000 real keys with each language's installed package
	@tests/demo.sh "$(DEMO)"

$(DEMO)/rust/.ok: $(RUST)
	@echo "demo: packs the Rust crate, and builds a program with it (half a minute)"
	@rm -rf $(DEMO)/rust && mkdir -p $(DEMO)/rust/app/src
	@cargo package --quiet --locked --allow-dirty --no-verify -p ringwise
	@tar -xzf $(TARGET)/package/ringwise-*.crate -C $(DEMO)/rust && mv $(DEMO)/rust/ringwise-* $(DEMO)/rust/ringwise
	@cp core/examples/demo.rs $(DEMO)/rust/app/src/main.rs
	@printf '[package]\nname = "demo"\nedition = "2024"\n[dependencies]\nringwise = { path = "../ringwise" }\n[workspace]\n' > $(DEMO)/rust/app/Cargo.toml
	@cd $(DEMO)/rust/app && CARGO_TARGET_DIR=$(DEMO)/rust/target cargo build --quiet --release
	@touch $@

$(DEMO)/c/.ok: $(RUST) ffi/install.sh ffi/examples/demo.c include/ringwise.h
	@echo "demo: installs the C library, and builds a program with it through pkg-config (half a minute)"
	@rm -rf $(DEMO)/c && $(MAKE) install PREFIX=$(DEMO)/c >/dev/null
	@cc -std=c99 -Wall -Wextra -Werror -O2 -o $(DEMO)/c/demo ffi/examples/demo.c \
		$$(PKG_CONFIG_PATH=$(DEMO)/c/lib/pkgconfig pkg-config --cflags --libs ringwise) -Wl,-rpath,$(DEMO)/c/lib
	@touch $@

$(DEMO)/python/.ok: $(VENV)/.ringwise bindings/python/examples/demo.py
	@echo "demo: packs the Python wheel, and installs it (half a minute)"
	@rm -rf $(DEMO)/python && mkdir -p $(DEMO)/python
	@PATH="$(abspath $(VENV)/bin):$$PATH" $(PY) -m pip wheel -q --disable-pip-version-check --no-build-isolation --no-deps -w $(DEMO)/python ./bindings/python
	@python3 -m venv $(DEMO)/python/venv
	@$(DEMO)/python/venv/bin/python -m pip install -q --disable-pip-version-check --no-index $(DEMO)/python/*.whl
	@cp bindings/python/examples/demo.py $(DEMO)/python
	@touch $@

$(DEMO)/node/.ok: bindings/node/.built bindings/node/examples/demo.mjs
	@echo "demo: packs the Node package, and installs it (half a minute)"
	@rm -rf $(DEMO)/node && mkdir -p $(DEMO)/node
	@cd bindings/node && npm pack --silent --ignore-scripts --pack-destination $(DEMO)/node >/dev/null
	@cd $(DEMO)/node && printf '{ "private": true }' > package.json && npm install --silent --no-audit --no-fund ./ringwise-*.tgz
	@cp bindings/node/examples/demo.mjs $(DEMO)/node
	@touch $@

# C

install: ## installs header, C libraries and pkg-config file under PREFIX
	@case "$(PREFIX)" in /*) ;; *) echo "PREFIX $(PREFIX): an absolute path" >&2; exit 2 ;; esac
	cargo build --release --locked --quiet -p ringwise-ffi
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" ffi/install.sh install

uninstall: ## removes what install installed
	PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" ffi/install.sh uninstall

clean: ## removes everything that was built, the demo's installations too
	rm -rf target $(VENV) bindings/node/node_modules tests/systems/node_modules bindings/node/.built bindings/node/*.node $(DEMO)

.PHONY: help setup test lint rust python node packages test-systems instructions systems-packages bench bless demo install uninstall clean
