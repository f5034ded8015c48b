"""Work that follows a click at once is in its trace; work of another day is a trace of its own that leads back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.clock import system_clock
from chassis.jobs.due_work import DueWork
from chassis.jobs.runner import JobRunner
from chassis.telemetry.traces import span


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    """The spans that end, of a provider of this test's own."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    return exporter


def told(kept: InMemorySpanExporter, probe: Any, later: timedelta) -> tuple[ReadableSpan, ReadableSpan]:
    """Schedule by a click, do the work when it is due, and return both spans."""
    with span("click"), probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.schedule("poke", uuid4(), unit.clock() + later)
    at = replace(probe.work, clock=lambda: system_clock() + later)
    assert JobRunner(at, probe.tenants, DueWork({"poke": lambda *_: None}), None).run_all() == 1
    spans = {one.name: one for one in kept.get_finished_spans()}
    return spans["click"], spans["job poke"]


def test_work_at_once_is_in_the_trace_of_the_click(
    kept: InMemorySpanExporter, probe: Any, ask: Callable[[str], Any]
) -> None:
    click, job = told(kept, probe, timedelta())
    assert job.parent is not None
    assert (job.context.trace_id, job.parent.span_id) == (click.context.trace_id, click.context.span_id)


def test_work_of_another_day_is_a_trace_of_its_own_that_leads_back(
    kept: InMemorySpanExporter, probe: Any, ask: Callable[[str], Any]
) -> None:
    click, job = told(kept, probe, timedelta(days=3))
    assert job.context.trace_id != click.context.trace_id
    assert [link.context.span_id for link in job.links] == [click.context.span_id]
