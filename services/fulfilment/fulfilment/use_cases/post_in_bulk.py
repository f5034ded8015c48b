"""The post of the day that the town prints itself: certificates that lie ready, stickers that tasks ask for."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fulfilment.domain.case import Case
from fulfilment.domain.errors import TaskDone, TaskTaken
from fulfilment.domain.flow import Role
from fulfilment.domain.sticker import StickerLetter
from fulfilment.domain.task import Task
from fulfilment.use_cases.advance_case import applicant_of, note, procedure_of
from fulfilment.use_cases.finish_task import finish_task
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.submit_case import address_of

MOST = 200
"""Letters in one run; what is left comes in the next."""
CERTIFICATE = "certificate"


def sticker_letters(unit: FulfilmentUnit, roles: Collection[Role], actor: str) -> tuple[StickerLetter, ...]:
    """Return the letters that these roles' tasks ask for, but for those in somebody else's hands."""
    waiting = unit.tasks.waiting(roles, MOST)
    found = (_letter(unit, task, case) for task, case in waiting if task.taken_by in (None, actor))
    return tuple(letter for letter in found if letter is not None)


def _letter(unit: FulfilmentUnit, task: Task, case: Case) -> StickerLetter | None:
    text = next((one.letter for one in procedure_of(unit, case).follow_ups if one.label == task.label), "")
    if task.kind != "follow_up" or not text:
        return None
    return StickerLetter(
        task_id=task.id,
        number=case.number,
        name=" ".join(applicant_of(unit, case).names),
        address=address_of(case),
        what=task.label,
        text=text,
    )


def stickers_posted(unit: FulfilmentUnit, task_ids: Collection[UUID], outcome: str, actor: str) -> int:
    """End the tasks of the letters that were posted, and return how many; one done meanwhile stays as it is."""
    ended = 0
    for task_id in sorted(task_ids):
        try:
            finish_task(unit, task_id, outcome, actor)
        except (TaskDone, TaskTaken):
            continue
        ended += 1
    return ended


def certificates_posted(unit: FulfilmentUnit, numbers: Collection[str], day: date, actor: str) -> None:
    """Append to the history of these cases when their letter was posted."""
    for number in sorted(numbers):
        case = unit.cases.find_by_number(number)
        if case is not None:
            note(unit, case, "post", "clerk", day.isoformat())
            unit.audit("case.letter_posted", case.id, actor)
