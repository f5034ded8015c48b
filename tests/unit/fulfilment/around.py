"""What lies outside of fulfilment, told by tests what to answer and when to fail."""

from dataclasses import dataclass, field
from uuid import UUID

from chassis.access import AccessKeys
from chassis.letters.letter import Letter, LetterRefused, Posting, Progress
from fulfilment.adapters.mail_texts import TemplateTexts
from fulfilment.domain.webhook import Answer
from fulfilment.use_cases.outside import Outside, RegisterAnswer, RegisterRequest, RegisterUnreachable


@dataclass
class FakeRegister:
    """An authority that answers as it is told."""

    answer: RegisterAnswer = field(default_factory=lambda: RegisterAnswer("waiting"))
    down: bool = False
    kept_out: bool = True
    """Whether it turns requests away while it is down, or takes them without a word."""
    received: list[RegisterRequest] = field(default_factory=list)

    def submit(self, request: RegisterRequest) -> str:
        if self.down and self.kept_out:
            raise RegisterUnreachable("down", kept_out=True)
        self.received.append(request)
        if self.down:
            raise RegisterUnreachable("silent")
        return "BfJ-1"

    def ask(self, message_id: UUID) -> RegisterAnswer:
        if self.down:
            raise RegisterUnreachable("down")
        return self.answer


@dataclass
class FakeSpool:
    """Letters in a list."""

    letters: list[Letter] = field(default_factory=list)
    refuses: bool = False

    def hand_over(self, letter: Letter) -> None:
        if self.refuses:
            raise LetterRefused("no window")
        self.letters.append(letter)

    def follow(self, tenant: str, reference: str) -> Posting:
        return Posting(Progress.UNKNOWN)


def outside(register: FakeRegister | None = None, spool: FakeSpool | None = None) -> Outside:
    """Return an outside of fakes with the real texts of mails."""
    authority = register or FakeRegister()
    return Outside(
        webhooks=lambda *_: Answer(204),
        registers={"http": authority, "file": authority},
        letters=spool or FakeSpool(),
        press=lambda text, _town, _addressee: f"%PDF {text.title}".encode(),
        receipts=lambda case, _town, _signature: f"%PDF {case.number}".encode(),
        mail_texts=TemplateTexts(),
        keys=AccessKeys.parse("1:" + "ab" * 32),
        stickers=lambda letters, _town, _day: [letter.number.encode() for letter in letters],
        printer=lambda run, _town: run.title.encode(),
    )
