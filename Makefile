# The two commands: `make demo` runs the whole system, `make test` tests all of it. `make help` lists everything.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
SERVICES := booking identity video billing fulfilment
.PHONY: docs mutants help setup setup-test demo test check lint types walls unit house contracts-test test-charts service e2e proof contracts charts demo-observability test-cluster observability pictures bench-identity bench-billing bench-video train-mrz lock format stop clean

help: ## list what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: setup ## install what is missing and run the whole system; Ctrl-C stops it
	@$(PY) -m local demo

stop: ## stop a demo that runs in the background or was killed
	@$(PY) -m local stop

setup: ## install what the system needs, only what is missing
	@bash local/setup.sh

setup-test: ## install what the tests need too
	@bash local/setup.sh test

test: check service resilience test-charts e2e ## install what is missing and run every test

check: setup-test ## lint, types, walls, unit, house and contract tests, two at a time (under 2 minutes)
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target unit-half unit-rest types house contracts-test lint walls

lint: ## ruff: every rule, each exception with its reason
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check --quiet .

types: ## mypy, strict
	@$(PY) -m mypy

walls: ## import-linter: who may import whom
	@.venv/bin/lint-imports --no-cache | tail -12

unit: ## rules and use cases, without IO
	@$(PYTEST) -q tests/unit

UNIT_HALF := tests/unit/booking tests/unit/chassis tests/unit/identity
.PHONY: unit-half unit-rest
unit-half:
	@$(PYTEST) -q $(UNIT_HALF)

unit-rest:
	@$(PYTEST) -q tests/unit $(UNIT_HALF:%=--ignore=%)

house: ## the architecture's own rules
	@$(PYTEST) -q tests/house

contracts-test: ## events, schemas, examples, OpenAPI
	@$(PYTEST) -q tests/contracts

test-charts: setup-test ## the charts: lint, Kubernetes' schemas, what every pod must be; every alert by promtool
	@$(PYTEST) -q tests/charts tests/observability

service: setup-test ## each service with real PostgreSQL and RabbitMQ, and the guides followed in a copy, two halves at a time
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target service-half service-rest

HALF := tests/service/booking tests/service/billing tests/service/chassis
.PHONY: service-half service-rest
service-half:
	@$(PYTEST) -q $(HALF)

service-rest:
	@$(PYTEST) -q tests/service tests/docs $(HALF:%=--ignore=%)

.PHONY: resilience soak audit
resilience: setup-test ## processes killed at every place where something could be lost
	@$(PYTEST) -q tests/resilience

audit: setup-test ## advisories (pip-audit, npm audit), bandit, secrets, an SBOM of each image under .local/sbom
	@test -x .local/audit/bin/bandit || { .venv/bin/uv venv -q .local/audit --python $(PY) && .venv/bin/uv pip install -q --python .local/audit/bin/python --require-hashes -r requirements/audit.txt; }
	@$(PY) -m tests.audit

soak: setup-test ## journeys at load while parts are killed, stopped and cut off; MINUTES=10 PEOPLE=3 SEED=2026
	@$(PY) -m tests.soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(PEOPLE),--people $(PEOPLE)) $(if $(SEED),--seed $(SEED))

e2e: setup-test ## the whole system in a browser
	@$(PYTEST) -q tests/e2e

contracts: ## write schemas, examples and AsyncAPI from the event catalogue
	@$(PY) libs/contracts/generate.py

charts: ## write the charts' edges and schemas from the event catalogue, the gateway's table and the values
	@PYTHONPATH=. $(PY) charts/generate.py

demo-observability: ## Prometheus and Alertmanager beside a running demo, with the chart's rules; Ctrl-C stops them
	@PYTHONPATH=. $(PY) -m observability.live

test-cluster: setup-test ## the region on a real cluster (KUBECONFIG): install, upgrade and roll back under load, kill, onboard
	@$(PYTEST) -v tests/cluster

observability: ## write rules, dashboards and docs/telemetry.md from objectives, alerts and code
	@PYTHONPATH=. $(PY) -m observability

mutants: setup-test ## make known mistakes in a copy, one at a time, and see the tests turn red
	@$(PY) -m tests.mutants

bench-web: ## pages and APIs against a bare route on the same gunicorn
	@PYTHONPATH=. $(PY) -m benchmarks.web

bench-whole: ## start, memory, and what a booking costs each service
	@PYTHONPATH=. $(PY) -m benchmarks.whole

bench-events: ## events from the outbox to their effects against kombu alone, latency, cost of traces
	@PYTHONPATH=. $(PY) -m benchmarks.events

.PHONY: bench flames bench-surge bench-turn bench-growth capacity
bench: setup-test ## every benchmark (PARTS="events web" runs some), and docs/performance.md from what they said
	@PYTHONPATH=. $(PY) -m benchmarks.report $(PARTS)

capacity: ## play a year of a region of eleven million people and write docs/capacity.md
	@PYTHONPATH=. $(PY) -m benchmarks.capacity

bench-surge: ## a release morning: 700 searches a second at one town, and its neighbour beside it
	@PYTHONPATH=. $(PY) -m benchmarks.surge

bench-growth: ## what an operation costs from 1 town to 1,100 and 10 thousand rows to 10 million (GROWTH_ROWS=1000000 stops earlier)
	@PYTHONPATH=. $(PY) -m benchmarks.growth

bench-turn: ## Mbit/s that coturn relays with the product's configuration, and CPU of a call
	@PYTHONPATH=. $(PY) -m benchmarks.turn

flames: ## flame graphs of the dearest services into docs/flames (PY_SPY=… names py-spy, which is no part of the product)
	@PYTHONPATH=. $(PY) -m benchmarks.flames

bench-booking: ## CPU of a search, bookings a second against pgbench, and the race for one slot
	@PYTHONPATH=. $(PY) -m benchmarks.booking

bench-video: setup-test ## signalling against a bare echo, with the bell cut, memory a socket, back after SIGKILL and rollout, first frame
	@PYTHONPATH=. $(PY) -m benchmarks.video

bench-billing: setup-test ## documents against WeasyPrint alone, peak memory, transactions of bank statements
	@PYTHONPATH=. nice -n 19 $(PY) -m benchmarks.billing

docs: ## build the documentation into .local/docs, strictly: a dead link or a missing page fails
	@bash local/setup.sh docs
	@set -o pipefail; PYTHONPATH=. NO_MKDOCS_2_WARNING=1 .venv/bin/mkdocs build --strict 2>&1 | { grep -v "^INFO" || true; }
	@echo "docs: .local/docs/index.html"

pictures: ## take the pictures of README and tour from the running demo
	@PYTHONPATH=. $(PY) docs/pictures/take.py

proof: setup-test docs ## what takes minutes: every procedure and the back office by hand, fuzzing, APIs asked at length, forty calls at once, a thousand lines without the bell, the documentation's strict build
	@$(PYTEST) -q tests/proof
	@API_EXAMPLES=150 $(PYTEST) -q tests/service/booking/test_api_promises.py tests/service/billing/test_api_promises.py

bench-identity: setup-test ## read 600 drawn frames in Node and Chromium, some by Tesseract; COMPARE=model.onnx adds a model
	@PYTHONPATH=. nice -n 19 $(PY) -m benchmarks.identity $(if $(COMPARE),--compare $(COMPARE))

train-mrz: ## train the recogniser of machine-readable zones anew (half an hour, in an environment of its own)
	@bash services/identity/training/train.sh

format: ## let ruff put things in order
	@$(PY) -m ruff check --fix-only --quiet . ; $(PY) -m ruff format --quiet .

lock: ## lock the dependencies with hashes
	@lock="uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11"; \
	PATH=".venv/bin:$$PATH"; \
	for service in $(SERVICES); do $$lock libs/chassis/pyproject.toml services/$$service/pyproject.toml -o requirements/$$service.txt; done; \
	$$lock --group dev libs/chassis/pyproject.toml services/*/pyproject.toml -o requirements/dev.txt; \
	$$lock --group around libs/chassis/pyproject.toml -c requirements/dev.txt -o requirements/around.txt; \
	$$lock --group docs -c requirements/dev.txt -o requirements/docs.txt; \
	$$lock --group audit -o requirements/audit.txt

clean: ## forget the local system's state
	@$(PY) -m local stop || true
	rm -rf .local
