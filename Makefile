# Counterfoil. The two commands: `make run` and `make test`.
# Both install what is missing (on Debian and Ubuntu), then build and run.

SHELL := /bin/bash
.DEFAULT_GOAL := help
CARGO ?= cargo
NODE_ENV_SH := . scripts/node.sh

.PHONY: help run test check doc build package test-package test-packages fuzz model soak bench bench-page setup-run setup-test web web-check e2e days reliability test-fresh types clean

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: setup-run web ## Build the page and the program, and start it
	@$(CARGO) run --quiet --release --locked -- $(ARGS)

build: setup-run web ## Build target/release/counterfoil
	$(CARGO) build --release --locked

check: ## Quick look before a commit: format, lints, unit tests, types of the page
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(CARGO) test --locked --lib
	$(MAKE) --no-print-directory doc web-check

package: setup-package web ## Build the packages for Linux into dist/: .deb, .rpm, and .tar.gz for a home folder; BINARY=… is not built anew
	@[ -n "$(BINARY)" ] || COUNTERFOIL_COMMIT="$$(git rev-parse --short=12 HEAD)" $(CARGO) build --release --locked --bins
	packaging/linux/build $(if $(BINARY),--binary "$(BINARY)")

test-package: ## Install, start and remove what `make package` built, in a folder of its own
	@scripts/test-package

test-packages: ## Install, start, upgrade and remove all of them in a bare Debian, as root
	@scripts/test-packages

doc: ## Write the documentation of the code to target/doc; a broken link is an error
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --locked --no-deps

test: setup-test ## All tests, with a real browser and a real tray
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- -D warnings
	$(MAKE) --no-print-directory doc web web-check
	$(CARGO) test --locked
	scripts/fuzz bounded
	$(MAKE) --no-print-directory e2e days

days: web/node_modules/.installed ## What depends on the day, at days that are different, in several zones
	$(CARGO) build --locked --bins
	@scripts/at-chosen-days

reliability: ## Kills, failing disks and flipped bits at length; see docs/RELIABILITY.md
	COUNTERFOIL_KILLS=$${KILLS:-1000} COUNTERFOIL_FLIPS=$${FLIPS:-1000} scripts/reliability

test-fresh: ## Both commands of the README in a bare Debian, as root; half an hour
	@scripts/test-fresh

fuzz: ## Give damaged files to every reader, TIME seconds each; needs nightly Rust and cargo-fuzz
	scripts/fuzz $${TIME:-60}

model: setup-run ## Random operations over HTTP against a model of the book, in release: STEPS (20000), SEED (1)
	COUNTERFOIL_MODEL_STEPS=$${STEPS:-20000} COUNTERFOIL_MODEL_SEED=$${SEED:-1} $(CARGO) test --release --locked --test http model:: -- --nocapture

soak: ## Half an hour of reloads, reconnects, imports and killed browsers: nothing may grow
	COUNTERFOIL_SOAK_S=$${SECONDS_LONG:-1800} $(CARGO) test --locked --test http soak -- --nocapture

bench: setup-run ## Measure, in release
	$(CARGO) bench --locked
	@$(MAKE) --no-print-directory bench-page

bench-page: web/node_modules/.installed ## Measure the page at a million rows, in Chromium
	@$(MAKE) --no-print-directory web
	$(CARGO) build --release --locked --bins
	@$(NODE_ENV_SH) && cd web && COUNTERFOIL_BIN="$$($(CURDIR)/scripts/target-dir)/release/counterfoil" npm run --silent bench

web: web/node_modules/.installed ## Build the page into web/dist
	@scripts/build-web >&2

web-check: web/node_modules/.installed
	@$(NODE_ENV_SH) && cd web && npm run --silent check && npm test --silent

e2e: web/node_modules/.installed
	$(CARGO) build --locked --bins
	@$(NODE_ENV_SH) && cd web && COUNTERFOIL_BIN="$$($(CURDIR)/scripts/target-dir)/debug/counterfoil" $(CURDIR)/scripts/without-route npm run --silent e2e

types: web/node_modules/.installed ## Write the page's types anew from the program's own description
	UPDATE_EXPECT=1 $(CARGO) test --quiet --locked --lib described
	@$(NODE_ENV_SH) && cd web && npm run --silent types

web/node_modules/.installed: web/package.json web/package-lock.json
	@scripts/setup run >&2
	@($(NODE_ENV_SH) && cd web && npm ci --no-fund --no-audit --loglevel=error && touch node_modules/.installed) >&2

setup-run:
	@scripts/setup run >&2

setup-package:
	@scripts/setup package

setup-test:
	@scripts/setup test

clean: ## Remove what was built
	$(CARGO) clean
	rm -rf web/node_modules .tools dist
	git update-index --no-skip-worktree web/dist/index.html
	git checkout -- web/dist
