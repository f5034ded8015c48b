"""What the person is asked to do before the camera, drawn during the call so that nothing can be prepared."""

from random import Random

PROMPTS: tuple[str, ...] = (
    "turn-left",
    "turn-right",
    "look-up",
    "hand-over-face",
    "finger-at-nose",
    "raise-hand",
    "closer",
)
DRAWN = 2


def draw_prompts(chance: Random) -> tuple[str, ...]:
    """Draw some prompts in random order."""
    return tuple(chance.sample(PROMPTS, DRAWN))
