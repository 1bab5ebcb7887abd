# What a newcomer, a builder and a packager type. `make` alone lists it.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# Libraries to build with, and the real servers and tools that the demo and the tests run. The long trials want one more.
PACKAGES = libcurl4-openssl-dev libpq-dev libcmark-gfm-dev libcmark-gfm-extensions-dev pkg-config \
	postgresql postfix sasl2-bin libsasl2-modules openssl python3 python3-dkim curl systemd nginx caddy dovecot-imapd prometheus

.DEFAULT_GOAL := help
.PHONY: help setup build test test-program test-rooms sanitize fuzz fuzz-build chaos bench newsletter-check web-check demo docs lint clean install

help: ## list these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 16

# Postfix is installed unconfigured, so that no mail server starts on this machine: the tests start their own.
# The others have no such choice: where they were not installed before, their services are masked (`systemctl unmask nginx` brings it).
setup: ## install the Debian packages that are missing (root or sudo)
	@set -eu; \
	if ! command -v dpkg-query >/dev/null; then echo "no Debian: install what these hold: $(PACKAGES)"; exit 0; fi; \
	missing=""; \
	for package in $(PACKAGES); do \
		dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q ' installed$$' || missing="$$missing $$package"; \
	done; \
	test -n "$$missing" || exit 0; \
	if test "$$(id -u)" = 0; then sudo=""; \
	elif command -v sudo >/dev/null; then sudo=sudo; \
	else echo "missing, to be installed as root: apt-get install$$missing" >&2; exit 1; fi; \
	$$sudo apt-get update -q; \
	echo "postfix postfix/main_mailer_type select No configuration" | $$sudo debconf-set-selections; \
	for service in postgrey opendkim nginx caddy dovecot prometheus; do \
		case "$$missing " in *" $$service"[-\ ]*) \
			$$sudo mkdir -p /etc/systemd/system; $$sudo ln -sfn /dev/null /etc/systemd/system/$$service.service;; esac; \
	done; \
	$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing

build: setup ## build the program for production
	$(SWIFT) build -c release --product facteur --static-swift-stdlib

# In two halves, each one after the other: they start real servers, and two cores that run them all at once make every time-out a lie.
# The built tests themselves: two of `swift test` wait for each other. As two jobs of make, which takes no signal from them: what a
# shell runs in the background never gets SIGINT.
TESTS = .build/debug/facteurPackageTests.xctest --testing-library swift-testing --no-parallel
test: setup ## run all tests, against a PostgreSQL and a Postfix that they start themselves
	$(SWIFT) build --build-tests
	@$(MAKE) --no-print-directory --jobs=2 test-program test-rooms

test-program:
	$(TESTS) --filter '^FacteurTests\.'

test-rooms:
	$(TESTS) --filter '^(?!FacteurTests\.)'

# ONLY names scenarios; SEED repeats a run; TABLES are those that `locks` tries, all of them without it.
chaos: PACKAGES += postgrey opendkim
chaos: setup fuzz-build ## kill, hang and lie to the worker for half an hour; a table says what came of it
	$(SWIFT) build
	.build/debug/chaos $(if $(SEED),--seed $(SEED)) $(ONLY)

# The production build: a million readers are many for the other one. With fewer READERS it is quicker.
READERS ?= 1000000
newsletter-check: build ## send an issue to a million readers, with leavers, a pause and reset links meanwhile; a table says how it went
	$(SWIFT) build -c release --product chaos --static-swift-stdlib
	READERS=$(READERS) .build/release/chaos $(if $(SEED),--seed $(SEED)) newsletter

# The production build. ONLY names measurements, the long ones too, which run only so; ROUNDS is how often each is repeated.
ROUNDS ?= 5
bench: build ## measure the worker against the fastest plain SMTP client at hand; a table says how fast it is
	$(SWIFT) build -c release --product bench --static-swift-stdlib
	.build/release/bench --rounds $(ROUNDS) --json .build/bench.json $(ONLY)
	@echo "all rounds: .build/bench.json"

# axe-core comes from PyPI, into the folder of what is built. The pictures are for looking at.
web-check: PACKAGES += chromium python3-websocket python3-pip
web-check: setup ## look at the public pages and the operator's in a real browser: keyboard, axe-core, phone and desk, light and dark
	test -d .build/web-check/axe_playwright_python || /usr/bin/python3 -m pip install -q --no-deps \
		--target .build/web-check axe-playwright-python==0.1.8
	mkdir -p .build/web-check/pictures
	$(SWIFT) build --build-tests
	FACTEUR_AXE=$(CURDIR)/.build/web-check/axe_playwright_python/axe.min.js \
		FACTEUR_PICTURES=$(CURDIR)/.build/web-check/pictures \
		$(SWIFT) test --skip-build --no-parallel --filter 'WebTests|FacteurTests.(Browser|Link|ReverseProxy)Tests'
	@echo "pictures: .build/web-check/pictures"

# Each in a folder of its own, so that what `make build` and `make test` built stays. Long: everything is built anew, and runs slowly.
sanitize: setup ## run all tests under the thread and the address sanitizer
	for sanitizer in thread address; do \
		$(SWIFT) build --build-tests --sanitize=$$sanitizer --scratch-path .build/$$sanitizer && \
		SWIFT=$(SWIFT) Tests/Sanitizers/run $$sanitizer || exit 1; \
	done

# Seconds for each target; ONLY names targets. In a folder of its own, since every module is built another way.
FUZZ_SECONDS ?= 10
fuzz: setup fuzz-build ## feed arbitrary bytes to whatever reads bytes that others choose
	Tests/Fuzz/run .build/fuzz/release/fuzz $(FUZZ_SECONDS) $(ONLY)

fuzz-build:
	FACTEUR_FUZZ=1 $(SWIFT) build -c release --product fuzz --scratch-path .build/fuzz \
		-Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing

demo: setup ## see mail go out, on this machine alone, with nothing configured
	$(SWIFT) run facteur demo

# The same tests check, without the variable, that nothing was forgotten.
docs: ## write what docs/ and deploy/facteur.yaml take from lists in the code
	$(SWIFT) build --build-tests
	FACTEUR_WRITE_DOCS=1 $(SWIFT) test --skip-build --no-parallel --filter FacteurTests.GeneratedDocsTests

lint: ## check format and import rules
	$(SWIFT) format lint --strict -r Benchmarks Sources Tests Package.swift
	@! grep -rnE '^(@[a-zA-Z]+ )?(package |internal |public |private )?import ' Sources/Mail || \
		{ echo "Mail imports nothing"; exit 1; }

clean: ## remove what was built
	rm -rf .build

# The settings and the secrets are the operator's: never overwritten, not even written.
install: ## install what `make build` built, under PREFIX
	@test -x .build/release/facteur || { echo "nothing is built: make build" >&2; exit 1; }
	install -D -m 755 .build/release/facteur $(DESTDIR)$(PREFIX)/bin/facteur
	mkdir -p $(DESTDIR)$(PREFIX)/share/facteur
	cp -R templates $(DESTDIR)$(PREFIX)/share/facteur/
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/facteur Sources/Replies/replies.yaml
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur deploy/facteur.yaml deploy/roles.sql \
		deploy/nginx.conf deploy/Caddyfile README.md CHANGELOG.md LICENSE
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/docs docs/*.md
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/prometheus deploy/prometheus/*.yml
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/grafana deploy/grafana/*.json
	for unit in facteur.service facteur-web.service facteur-bounce.service; do \
		sed 's|=/usr/local/|=$(PREFIX)/|' deploy/$$unit > .build/$$unit && \
		install -D -m 644 .build/$$unit $(DESTDIR)$(PREFIX)/lib/systemd/system/$$unit || exit 1; \
	done
