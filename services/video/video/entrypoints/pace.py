"""How fast a page may talk: a bucket of tokens, so that the burst of a new connection passes and a flood does not."""

from dataclasses import dataclass

PER_SECOND = 20.0
BURST = 60.0


@dataclass
class Pace:
    """Counts down with each message and up with time."""

    tokens: float = BURST
    at: float = 0.0

    def allows(self, now: float) -> bool:
        """Whether one more message may pass at `now`."""
        self.tokens = min(BURST, self.tokens + (now - self.at) * PER_SECOND) - 1
        self.at = now
        return self.tokens >= 0
