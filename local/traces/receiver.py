"""Turns OTLP requests into plain spans, writes them down and answers questions about them."""

import gzip
import json
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, request
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, KeyValue
from opentelemetry.proto.trace.v1.trace_pb2 import Span

Plain = dict[str, Any]
_KINDS = {0: "unspecified", 1: "internal", 2: "server", 3: "client", 4: "producer", 5: "consumer"}
_STATUS = {0: "unset", 1: "ok", 2: "error"}
_KEPT, _FILE_LIMIT = 100_000, 50_000_000


class Spans:
    """The newest spans in memory, all of them in a file (an earlier big one is put aside)."""

    def __init__(self, file: Path) -> None:
        if file.exists() and file.stat().st_size > _FILE_LIMIT:
            file.replace(file.with_suffix(".jsonl.1"))
        self._out = file.open("a", encoding="utf-8", buffering=1)
        self._changed = threading.Condition()
        self._spans: deque[Plain] = deque(maxlen=_KEPT)

    def add(self, spans: list[Plain]) -> None:
        """Keep spans and wake who waits for them."""
        with self._changed:
            self._spans.extend(spans)
            self._out.write("".join(json.dumps(span, ensure_ascii=False) + "\n" for span in spans))
            self._changed.notify_all()

    def find(self, wanted: dict[str, str], wait: float) -> list[Plain]:
        """Return the spans whose fields have these values; wait up to so many seconds for the first."""

        def matches(span: Plain) -> bool:
            return all(span.get(name) == value for name, value in wanted.items())

        with self._changed:
            self._changed.wait_for(lambda: any(map(matches, self._spans)), timeout=min(wait, 60))
            return [span for span in self._spans if matches(span)]

    def clear(self) -> None:
        """Forget the spans in memory."""
        with self._changed:
            self._spans.clear()


def plain_spans(exported: ExportTraceServiceRequest) -> Iterator[Plain]:
    """Flatten an OTLP request."""
    for resource in exported.resource_spans:
        about = _attributes(resource.resource.attributes)
        for scope in resource.scope_spans:
            for span in scope.spans:
                yield _plain(span, about)


def _plain(span: Span, resource: Plain) -> Plain:
    return {
        "service": resource.get("service.name", ""),
        "name": span.name,
        "trace_id": span.trace_id.hex(),
        "span_id": span.span_id.hex(),
        "parent_id": span.parent_span_id.hex(),
        "kind": _KINDS.get(span.kind, str(span.kind)),
        "status": _STATUS.get(span.status.code, ""),
        "start": span.start_time_unix_nano / 1e9,
        "milliseconds": (span.end_time_unix_nano - span.start_time_unix_nano) / 1e6,
        "attributes": _attributes(span.attributes),
        "links": [{"trace_id": link.trace_id.hex(), "span_id": link.span_id.hex()} for link in span.links],
        "events": [{"name": event.name, "attributes": _attributes(event.attributes)} for event in span.events],
        "resource": resource,
    }


def _attributes(pairs: Any) -> Plain:  # noqa: ANN401 - protobuf's repeated field
    return {pair.key: _value(pair.value) for pair in pairs if isinstance(pair, KeyValue)}


def _value(value: AnyValue) -> Any:  # noqa: ANN401 - any JSON
    kind = value.WhichOneof("value")
    if kind == "array_value":
        return [_value(one) for one in value.array_value.values]
    if kind == "kvlist_value":
        return _attributes(value.kvlist_value.values)
    if kind == "bytes_value":
        return value.bytes_value.hex()
    return getattr(value, kind) if kind else None


def create_app(spans: Spans) -> Flask:
    """Build the receiver."""
    app = Flask(__name__)

    @app.post("/v1/traces")
    def receive() -> Response:
        body = request.get_data()
        if request.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        exported = ExportTraceServiceRequest()
        exported.ParseFromString(body)
        spans.add(list(plain_spans(exported)))
        return Response(ExportTraceServiceResponse().SerializeToString(), mimetype="application/x-protobuf")

    @app.get("/traces")
    def find() -> Response:
        wanted = {name: value for name, value in request.args.items() if name != "wait"}
        return jsonify(spans.find(wanted, float(request.args.get("wait", "0"))))

    @app.delete("/traces")
    def clear() -> tuple[str, int]:
        spans.clear()
        return "", 204

    return app
