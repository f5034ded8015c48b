"""Why a check is rejected: codes that travel in `check.rejected`; what to do next is written beside each on pages."""

from enum import StrEnum


class Reason(StrEnum):
    """The reasons of a rejection."""

    NO_CONSENT = "no-consent"
    CONNECTION_DOUBTFUL = "connection-doubtful"
    NO_DOCUMENT = "no-document"
    DOCUMENT_NOT_ACCEPTED = "document-not-accepted"
    FEATURES_NOT_SEEN = "features-not-seen"
    PICTURE_TOO_POOR = "picture-too-poor"
    ZONE_NOT_READABLE = "zone-not-readable"
    DOCUMENT_EXPIRED = "document-expired"
    UNDER_AGE = "under-age"
    OTHER_PERSON = "other-person"
    FACE_DIFFERS = "face-differs"
    QUESTIONS_FAILED = "questions-failed"
    QUESTIONS_LOCKED = "questions-locked"
    CODE_NOT_CONFIRMED = "code-not-confirmed"
    DOUBT = "doubt"
    LEVEL_NOT_BY_VIDEO = "level-not-by-video"
    STEP_TIMED_OUT = "step-timed-out"
    NOT_FINISHED = "not-finished"


class Revocation(StrEnum):
    """Why a verified check does not stand any more."""

    WRONG_PERSON = "wrong-person"
    FORGED_DOCUMENT = "forged-document"
    CLERICAL_ERROR = "clerical-error"
