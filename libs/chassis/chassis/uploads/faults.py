"""Why a file is not accepted."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a file is not accepted."""

    EMPTY = "empty"
    TOO_LARGE = "too large"
    WRONG_KIND = "wrong kind"
    ACTIVE = "active content"
    MALWARE = "malware"
    NOT_SCANNED = "not scanned"
    """The scanner did not answer: try again, nothing was stored."""


class FileRefused(Exception):
    """A file is not accepted; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
