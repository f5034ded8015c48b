"""Traces: one from a click through outbox and broker to its effects, by W3C trace context."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACER = "buergerbuero"
EXPORT_EVERY_MS = 1000
CORRELATION = "buergerbuero.correlation_id"


def set_up(service: str, process: str, endpoint: str | None) -> None:
    """Send this process's spans to `endpoint` (OTLP over HTTP), or keep none if there is no endpoint."""
    resource = Resource.create({"service.name": service, "service.namespace": "buergerbuero", "process.role": process})
    provider = TracerProvider(resource=resource)
    if endpoint:
        exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=5)
        provider.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=EXPORT_EVERY_MS))
    trace.set_tracer_provider(provider)


def current_traceparent() -> str | None:
    """Return the W3C `traceparent` of the running span, if there is one."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier.get("traceparent")


def note_correlation(correlation_id: str) -> None:
    """Let the running span be found by what it was about, as those of its effects are."""
    trace.get_current_span().set_attribute(CORRELATION, correlation_id)


def current_trace_id() -> str | None:
    """Return the running trace's id as 32 hex digits, which a citizen may read to support."""
    found = trace.get_current_span().get_span_context()
    return f"{found.trace_id:032x}" if found.is_valid else None


def _context(traceparent: str | None) -> Context | None:
    return _PROPAGATOR.extract({"traceparent": traceparent}) if traceparent else None


def _span_context(traceparent: str) -> trace.SpanContext:
    return trace.get_current_span(_context(traceparent)).get_span_context()


@contextmanager
def span(
    name: str,
    *,
    kind: trace.SpanKind = trace.SpanKind.INTERNAL,
    parent: str | None = None,
    link: str | None = None,
    attributes: Mapping[str, str | int] | None = None,
) -> Iterator[trace.Span]:
    """Run a block as a span, as the child of `parent` (a traceparent) or of the running span.

    `link` is the traceparent of what caused it long ago, in a trace of its own.
    """
    tracer, links = trace.get_tracer(_TRACER), [trace.Link(_span_context(link))] if link else []
    with tracer.start_as_current_span(name, _context(parent), kind, attributes, links) as running:
        yield running
