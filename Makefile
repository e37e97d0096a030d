# SSC Desktop: every command there is. `make` lists them.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PY := $(BIN)/python
# our own sources as they lie, whatever else is installed
export PYTHONPATH := $(CURDIR)

# what Debian has to bring. The window: OpenGL, EGL, fonts, and the X libraries Qt's plug-in opens.
# Tests: an X server, what assistive technology sees with, and the programs that must accept our
# files (Carlito is as wide as Calibri); what watches a program's calls, and small file systems.
APT_RUN := libgl1 libegl1 libxkbcommon0 libglib2.0-0 libfreetype6 libfontconfig1 libdbus-1-3 \
           libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
APT_TEST := xvfb xauth xdotool libreoffice-writer-nogui libreoffice-calc-nogui \
            fonts-crosextra-carlito poppler-utils \
            minisign age unzip p7zip-full imagemagick at-spi2-core dbus-daemon python3-gi gir1.2-atspi-2.0 \
            gcc libc6-dev strace e2fsprogs btrfs-progs

.DEFAULT_GOAL := help
.PHONY: help run test check quick quicker rules cover window journeys core hostile properties exchange merging accidents dealings tour fix messages docs manual pictures lock kills mutants faults refusals cuts promises kept nightly bench build wheel frozen package packages update reproducible package-test

help:  ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ------------------------------------------------------------------ what must be there

$(VENV)/run.stamp: requirements/run.lock
	@sh tools/need_packages.sh $(APT_RUN)
	@sh tools/need_venv.sh "$(PYTHON)" $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

# ------------------------------------------------------------------ for everyone

run: $(VENV)/run.stamp  ## open the window on the sample library (without a display: a tour into out/)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$(OS)" = Windows_NT ] || [ "$$(uname)" = Darwin ]; then \
		[ -d out/library ] || $(PY) -m ssc_desktop --library out/library samples >/dev/null; \
		$(PY) -m ssc_desktop --library out/library; \
	else \
		echo "There is no display here, so the program takes its tour into out/ instead."; \
		$(PY) -m ssc_desktop tour out/; \
	fi

# ------------------------------------------------------------------ for developers

check: rules  ## format, lint, types, layers, dependencies, dead code, unit tests (3 minutes)
	@$(MAKE) --jobs=2 --output-sync=target quick quicker

QUICK := $(PY) -m pytest -q -m "not slow and not onscreen"
OUTER := $(addprefix tests/unit/,bundle cli sheets)

quick: $(VENV)/dev.stamp
	$(QUICK) tests/unit tests/house $(addprefix --ignore=,$(OUTER))

quicker: $(VENV)/dev.stamp
	$(QUICK) $(OUTER) tests/properties

rules: $(VENV)/dev.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/basedpyright --level error
	$(BIN)/lint-imports --no-cache
	$(BIN)/deptry .
	$(BIN)/vulture

fix: $(VENV)/dev.stamp  ## format, and mend what ruff can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

messages: $(VENV)/dev.stamp  ## collect texts, merge them into every language, compile
	$(PY) tools/messages.py update

docs: $(VENV)/dev.stamp pictures  ## write the data dictionary, the schema, the quick start and the pictures anew
	$(PY) -m tools.make_data_dictionary
	$(PY) tools/make_quick_start.py

manual: $(VENV)/dev.stamp  ## the manual as web pages, in dist/manual/
	QT_QPA_PLATFORM=offscreen $(PY) tools/make_manual.py dist/manual

pictures: $(VENV)/dev.stamp  ## take the pictures of the documentation and the manual anew
	@sh tools/need_packages.sh $(APT_TEST)
	$(PY) tools/make_pictures.py

lock: $(VENV)/dev.stamp  ## resolve the requirements anew, with hashes, for every platform
	sh tools/lock.sh $(BIN)/uv

kills: $(VENV)/dev.stamp  ## kill the program 200 times while it types (3 minutes; `make test` does 25)
	SSC_KILLS=200 $(PY) -m pytest -q tests/journeys/test_killed.py

mutants: $(VENV)/dev.stamp  ## plant deliberate faults in merging and see which law notices each
	$(PY) -m tests.properties.mutants

faults: $(VENV)/dev.stamp  ## refuse, kill and cut the power at every write (10 minutes; SSC_SEED plays again)
	@SSC_FAULTS=$${SSC_FAULTS:-full} $(MAKE) --jobs=2 --output-sync=target refusals cuts

REFUSALS := tests/faults/test_accidents.py

refusals: $(VENV)/dev.stamp
	xvfb-run -a $(PY) -m pytest -q $(REFUSALS)

cuts: $(VENV)/dev.stamp
	xvfb-run -a $(PY) -m pytest -q tests/faults --ignore=$(REFUSALS)

# the promises, small
kept: $(VENV)/dev.stamp
	xvfb-run -a $(PY) -m pytest -q tests/promises

promises: $(VENV)/dev.stamp  ## measure every promise at its bar, for docs/promises.md (two hours)
	SSC_BAR=1 xvfb-run -a $(PY) -m pytest -q tests/promises
	$(PY) -m tools.tell_promises

nightly: $(VENV)/dev.stamp  ## 10,000 worlds of merging and power cuts, 20,000 damaged bundles (hours)
	@SSC_FAULTS=nightly $(MAKE) faults
	SSC_KILLS=1000 $(PY) -m pytest -q tests/journeys/test_killed.py
	SSC_FUZZ=20000 SSC_SEEDS=1000 $(PY) -m pytest -q tests/hostile/test_fuzz.py tests/hostile/test_odd_words.py
	@SSC_WORLDS=10000 $(MAKE) properties

bench: $(VENV)/dev.stamp  ## measure what the README says, as ratios
	$(PY) -m benchmarks.startup
	$(PY) -m benchmarks.startup --stories 100000 --few 100
	$(PY) -m benchmarks.protection
	$(PY) -m benchmarks.backups
	$(PY) -m benchmarks.bundles
	$(PY) -m benchmarks.word
	$(PY) -m benchmarks.word_reading
	$(PY) -m benchmarks.typing
	$(PY) -m benchmarks.library

# when the last change was made, so that the same sources make the same files; 1980 without git
MOMENT := git log -1 --format=%ct 2>/dev/null || echo 315532800

build: $(VENV)/dev.stamp wheel frozen  ## the wheel and the program folder in dist/

wheel: $(VENV)/dev.stamp
	@rm -rf dist/*.whl
	$(PY) -m hatchling build -t wheel

frozen: $(VENV)/dev.stamp
	@sh tools/need_libpython.sh $(PY)
	SOURCE_DATE_EPOCH=$$($(MOMENT)) PYTHONHASHSEED=1 \
		$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec

package: build packages  ## the .deb, the .tar.xz, their sums and the list of parts, in dist/

packages: $(VENV)/dev.stamp
	@sh tools/need_packages.sh binutils xz-utils
	SOURCE_DATE_EPOCH=$$($(MOMENT)) $(PY) tools/make_packages.py $(KINDS)

# the whole of it: build, both packages, and a story told on a bare Debian (7 minutes the first time)
package-test: package
	@sh tools/need_packages.sh $(APT_TEST) debootstrap
	xvfb-run -a $(PY) -m pytest -q tests/frozen/test_packages.py

update: $(VENV)/dev.stamp  ## an update file of the code, signed: make update KEY=release.key NOTES=notes.txt
	@test -n "$(KEY)" || { echo "Say which key signs: make update KEY=release.key" >&2; exit 1; }
	@sh tools/need_packages.sh minisign
	SOURCE_DATE_EPOCH=$$($(MOMENT)) $(PY) tools/make_update.py --key "$(KEY)" \
		$(if $(NOTES),--notes "$(NOTES)")

reproducible: frozen  ## build the program twice and compare every byte
	@rm -rf out/first && mkdir -p out && cp -a dist/ssc-desktop out/first
	$(MAKE) frozen
	diff -r --no-dereference out/first dist/ssc-desktop && rm -r out/first

# what is submitted is judged by the same worlds in the same order each time; all else draws anew
test: export SSC_SEED ?= 22
test: $(VENV)/dev.stamp  ## everything CI runs (45 minutes on two cores)
	@sh tools/need_packages.sh $(APT_TEST)
	$(MAKE) rules
	$(MAKE) cover
	$(MAKE) properties
	@SSC_FAULTS=small $(MAKE) --jobs=2 --output-sync=target refusals cuts kept
	$(MAKE) tour
	$(MAKE) build
	xvfb-run -a $(PY) -m pytest -q tests/frozen --ignore=tests/frozen/test_packages.py

# the laws, and what else is played on many libraries: on two cores at once, the longest first
properties: $(VENV)/dev.stamp
	@$(MAKE) --jobs=2 --output-sync=target dealings exchange merging accidents

LAWS := tests/properties/test_laws.py
ACCIDENTS := $(addprefix tests/properties/test_,faults.py workshop.py)

exchange merging: $(VENV)/dev.stamp
	$(PY) -m pytest -q $(LAWS) -k $@

accidents: $(VENV)/dev.stamp
	$(PY) -m pytest -q $(ACCIDENTS)

dealings: $(VENV)/dev.stamp
	$(PY) -m pytest -q tests/properties $(addprefix --ignore=,$(LAWS) $(ACCIDENTS))

# on two cores at once, the longest first; the slowest tests are named: each must be worth it
cover: $(VENV)/dev.stamp
	@mkdir -p .cache
	@$(PY) -m coverage erase
	@$(MAKE) --jobs=2 --output-sync=target window journeys core hostile
	@$(PY) -m coverage combine --quiet
	$(PY) -m coverage report

COVER := xvfb-run -a $(PY) -m coverage run --parallel-mode -m pytest -q --durations=15

window: $(VENV)/dev.stamp
	$(COVER) tests/ui
	QT_QPA_PLATFORM=xcb xvfb-run -a $(PY) -m pytest -q tests/ui/test_locking.py -k clipboard

journeys hostile: $(VENV)/dev.stamp
	$(COVER) tests/$@

core: $(VENV)/dev.stamp
	$(COVER) tests/house tests/unit

tour: $(VENV)/run.stamp
	rm -rf out/tour
	$(PY) -m ssc_desktop tour out/tour
