"""The post of the day that the town prints itself: certificates that lie ready, stickers that tasks ask for."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from fulfilment.domain.case import Case
from fulfilment.domain.errors import TaskDone, TaskTaken, TaskUnknown
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
    found = (_letter(unit, task, case) for task, case in unit.tasks.with_letters(roles, actor, MOST))
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


def stickers_posted(
    unit: FulfilmentUnit, task_ids: Collection[UUID], outcome: str, roles: Collection[Role], actor: str
) -> int:
    """End these roles' tasks of the letters that were posted, and return how many; one done meanwhile stays."""
    return sum(_ended(unit, task_id, outcome, roles, actor) for task_id in sorted(task_ids))


def _ended(unit: FulfilmentUnit, task_id: UUID, outcome: str, roles: Collection[Role], actor: str) -> bool:
    try:
        task = unit.tasks.lock(task_id)
        if task.role not in roles or _letter(unit, task, unit.cases.get(task.case_id)) is None:
            return False
        finish_task(unit, task_id, outcome, actor)
    except (TaskUnknown, TaskDone, TaskTaken):
        return False
    return True


def certificates_posted(unit: FulfilmentUnit, numbers: Collection[str], day: date, actor: str) -> None:
    """Append to the history of these cases when their letter was posted."""
    for number in sorted(numbers):
        case = unit.cases.find_by_number(number)
        if case is not None:
            note(unit, case, "post", "clerk", day.isoformat())
            unit.audit("case.letter_posted", case.id, actor)
