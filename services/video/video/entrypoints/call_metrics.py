"""What operators see of calls: how good they are, and how often people do not get through."""

from prometheus_client import Counter, Gauge, Histogram

from video.domain.quality import Happening, Minute

_SERVICE = "video"
_SIDE = ("service", "side")
ROUND_TRIP = Histogram(
    "call_round_trip_seconds",
    "Round trip of a call's media, one value a minute.",
    _SIDE,
    buckets=(0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2),
)
LOSS = Histogram(
    "call_packet_loss_ratio", "Share of packets lost, one value a minute.", _SIDE, buckets=(0.001, 0.01, 0.03, 0.1, 0.3)
)
FRAMES = Histogram(
    "call_frames_per_second", "Pictures decoded in a second, one value a minute.", _SIDE, buckets=(1, 5, 10, 15, 20, 30)
)
WIDTH = Histogram(
    "call_picture_width_pixels", "Width of the picture received.", _SIDE, buckets=(160, 320, 480, 640, 960, 1280, 1920)
)
FREEZES = Counter("call_freezes", "Pictures that stood still.", _SIDE)
MINUTES = Counter("call_minutes", "Minutes of calls, by whether the relay carried them.", ("service", "path", "tenant"))
FIRST_FRAME = Histogram(
    "call_first_frame_seconds",
    "From admission to the first picture.",
    _SIDE,
    buckets=(0.25, 0.5, 1, 2, 3, 5, 10, 30),
)
HAPPENINGS = Counter("call_connections", "What became of connections.", ("service", "side", "outcome", "tenant"))
LINES = Gauge("call_lines_open", "Sockets of calls and waiting rooms in this process.", ("service",))
LINES_REFUSED = Counter("call_lines_refused", "Sockets refused because the process is full.", ("service",))
LINES_REFUSED.labels(_SERVICE)  # told from the start: an increase from nothing at all is none


def observe_minute(tenant: str, side: str, minute: Minute) -> None:
    """Count one side's minute."""
    ROUND_TRIP.labels(_SERVICE, side).observe(minute.round_trip_seconds)
    LOSS.labels(_SERVICE, side).observe(minute.loss)
    FRAMES.labels(_SERVICE, side).observe(minute.frames_per_second)
    WIDTH.labels(_SERVICE, side).observe(minute.width)
    FREEZES.labels(_SERVICE, side).inc(minute.freezes)
    MINUTES.labels(_SERVICE, "relay" if minute.relayed else "direct", tenant).inc()


def observe_happening(tenant: str, side: str, happening: Happening, seconds: float) -> None:
    """Count a connection that was made, failed or had to be repaired."""
    _begin(tenant, side)
    HAPPENINGS.labels(_SERVICE, side, happening, tenant).inc()
    if happening == "connected" and seconds > 0:
        FIRST_FRAME.labels(_SERVICE, side).observe(seconds)


def _begin(tenant: str, side: str) -> None:
    """Let every figure of a call begin at zero with its connection: a calm call is not an unknown one."""
    for measure in (ROUND_TRIP, LOSS, FRAMES, WIDTH, FREEZES, FIRST_FRAME):
        measure.labels(_SERVICE, side)
    for path in ("direct", "relay"):
        MINUTES.labels(_SERVICE, path, tenant)


def line_opened() -> None:
    """Count an open socket."""
    LINES.labels(_SERVICE).inc()


def line_closed() -> None:
    """Count a socket that has closed."""
    LINES.labels(_SERVICE).dec()


def line_refused() -> None:
    """Count a socket for which there was no room."""
    LINES_REFUSED.labels(_SERVICE).inc()
