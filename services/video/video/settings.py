"""What an operator sets for video beside what every service needs."""

from typing import Literal

from chassis.settings import Settings


class VideoSettings(Settings):
    """Where the relay is, and whether citizens may be reached without it."""

    turn_url: str
    turn_policy: Literal["relay", "all"] = "relay"
    # A socket holds a thread for as long as it is open: about 300 calls and waiting citizens a process.
    web_threads: int = 320
