"""Sampling is the provider's to set, by OpenTelemetry's own variables."""

from typing import Any

import pytest
from opentelemetry import trace

from chassis.telemetry import traces


@pytest.mark.parametrize(("ratio", "kept"), [("1", True), ("0", False)])
def test_the_share_of_traces_that_are_kept_is_a_setting(
    monkeypatch: pytest.MonkeyPatch, ratio: str, kept: bool
) -> None:
    found: list[Any] = []
    monkeypatch.setattr(trace, "set_tracer_provider", found.append)
    monkeypatch.setenv("OTEL_TRACES_SAMPLER", "parentbased_traceidratio")
    monkeypatch.setenv("OTEL_TRACES_SAMPLER_ARG", ratio)
    traces.set_up("probe", "web", None)
    with found[0].get_tracer("test").start_as_current_span("click") as click:
        assert click.get_span_context().trace_flags.sampled is kept
