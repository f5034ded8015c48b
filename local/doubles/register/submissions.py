"""What becomes of a submission: everything follows from when it came and how it was told to go wrong."""

import time

from local.doubles.kept import Plain

# delay: ten times as slow; lose: 202, but nobody knows it afterwards; duplicate: every answer twice; reject: refused in
# the end; never: acknowledged and then silence; mute: not even acknowledged; error: 503; hang: taken, but the sender
# waits `hang_seconds` for the answer.
MODES = ("normal", "delay", "lose", "duplicate", "reject", "never", "mute", "error", "hang")
EMPTY: Plain = {
    "count": 0,
    "submissions": {},
    "misbehaviour": {"mode": "normal", "times": 0},
    "timing": {"acknowledge_after": 3.0, "answer_after": 45.0, "hang_seconds": 30.0},
}
_SLOW = 10


def next_mode(state: Plain) -> str:
    """Return how the next submission goes; a misbehaviour is used up."""
    told = state["misbehaviour"]
    if told["times"] <= 0:
        return "normal"
    told["times"] -= 1
    return str(told["mode"])


def answers_of(submission: Plain, state: Plain) -> list[Plain]:
    """Return the answers that have been given so far, oldest first."""
    mode, timing = submission["mode"], state["timing"]
    slowness = _SLOW if mode == "delay" else 1
    planned = [("acknowledged", timing["acknowledge_after"])] if mode != "mute" else []
    if mode not in ("never", "mute"):
        planned.append(("rejected" if mode == "reject" else "issued", timing["answer_after"]))
    given = []
    for status, after in planned:
        at = submission["received_at"] + after * slowness
        if at <= time.time():
            copies = range(2 if mode == "duplicate" else 1)
            given += [_answer(submission, status, at, copy) for copy in copies]
    return given


def _answer(submission: Plain, status: str, at: float, copy: int) -> Plain:
    answer = {
        "answerId": f"{submission['reference']}-{status}-{copy}",
        "messageId": submission["messageId"],
        "reference": submission["reference"],
        "status": status,
        "at": at,
    }
    return answer | ({"reason": "Die Angaben stimmen nicht mit dem Register überein."} if status == "rejected" else {})


def status_of(submission: Plain, state: Plain) -> Plain:
    """Return what the register says of a submission."""
    answers = answers_of(submission, state)
    last = answers[-1] if answers else {"status": "received", "reason": ""}
    return {
        "messageId": submission["messageId"],
        "reference": submission["reference"],
        "status": last["status"],
        "reason": last.get("reason", ""),
        "sentAgain": submission["sent_again"],
        "answers": answers,
    }
