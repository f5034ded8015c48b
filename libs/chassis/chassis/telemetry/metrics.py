"""Metrics: one name for all services with a `service` label, never a service prefix (docs/telemetry.md lists them)."""

from prometheus_client import Counter, Gauge, Histogram

FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
LONG = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 14400, 86400)
"""For what may wait out an outage: seconds to a day."""

EVENTS_HANDLED = Counter("events_handled", "Events by outcome.", ("service", "event", "outcome", "tenant"))
EVENT_DURATION = Histogram("event_handling_seconds", "Time to handle an event.", ("service", "event"), buckets=FAST)
EVENT_DELAY = Histogram(
    "event_delay_seconds", "Time from recording an event to its effect.", ("service", "event"), buckets=LONG
)
EVENTS_PUBLISHED = Counter(
    "events_published", "Facts that the broker has confirmed, for what a town did.", ("service", "event", "tenant")
)
EVENT_AMOUNTS = Counter(
    "event_amount_cents", "Sum of the amounts that published facts tell, in cents.", ("service", "event", "tenant")
)
OUTBOX_PUBLISHED = Counter("outbox_published", "Events the broker has confirmed.", ("service",))
OUTBOX_REFUSED = Counter("outbox_refused", "Events no queue took, or the broker refused.", ("service",))
OUTBOX_AGE = Gauge("outbox_oldest_age_seconds", "Age of the oldest event that waits for the relay.", ("service",))
RELAY_ACTIVE = Gauge("relay_active", "1 in the one relay that publishes.", ("service",))
JOBS_DONE = Counter("due_work_done", "Jobs by outcome.", ("service", "kind", "outcome", "tenant"))
JOBS_LATENESS = Histogram(
    "due_work_lateness_seconds", "Time between when a job was due and when it began.", ("service", "kind"), buckets=LONG
)
ROWS_FORGOTTEN = Counter("rows_forgotten", "Rows whose retention is over.", ("service", "holding", "tenant"))
MAILS_SENT = Counter("mails_sent", "Mails by outcome.", ("service", "outcome", "tenant"))
