"""Security questions from a register: compared blind, limited across processes, sealed at rest, asked about once."""

import io
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from chassis.persistence.engine import create_engine
from chassis.service import Running
from chassis.testing.fakes import FakeClock
from identity.domain.check import Check, Status, Step
from identity.domain.errors import CheckError
from identity.domain.policy import Policy
from identity.domain.questions import Answer
from identity.use_cases.answer_question import say_answer
from identity.use_cases.do_step import Place
from identity.use_cases.ports import Outside
from tests.service.identity.conftest import Browser, Open
from tests.service.identity.desk import Appointment, CheckOf, lead, panel, said

TRUE = {
    "moved-in": ("03.2017", "3/2017", "4/2017"),
    "previous-address": ("Zwetschgenweg", "Zwetschgenweg", "Ahornweg"),
    "previous-town": ("Quakenbrück", "Quakenbrueck", "Bremen"),
    "landlord": ("Hohenlohe Wohnbau", "Hohenlohe Wohnbau", "Meyer"),
    "previous-document-year": ("2013", "2013", "2012"),
    "household": ("29.11.2009", "29.11.", "28.11."),
    "marriage": ("07.07.1997", "7.7.97", "8.7.97"),
}
LIST = (
    "Familienname;Vornamen;Geburtsdatum;Einzug;Vorige Straße;Voriger Ort;Wohnungsgeber;Jahr des vorigen Ausweises;"
    "Geburtstag im Haushalt;Tag der Eheschließung\r\nMustermann;Erika;12.08.1964;"
    + ";".join(told for told, _, _ in TRUE.values())
)
PAGE = "/verwaltung/identity/register"


@pytest.fixture
def rules(running: Running[Any], work: Open) -> Iterator[Callable[..., None]]:
    """Return `rules(**changes)`: change the town's section for this test."""
    tenant = running.tenants.by_key("ostfildern").key
    with work() as unit:
        before: Policy = unit.catalogue

    def store(policy: Policy) -> None:
        with work() as unit:
            running.work.sections.store(unit.connection, tenant, policy)

    yield lambda **changes: store(Policy.model_validate(before.model_dump(mode="json") | changes))
    store(before)


@pytest.fixture
def listed(browser: Callable[[], Browser], rules: Callable[..., None], work: Open) -> Callable[..., None]:
    """Return `listed(**rules)`: the town has a list in which Erika Mustermann stands."""

    def begin(**changes: object) -> None:
        rules(register_source={"kind": "list"}, **changes)
        assert send(browser(), LIST.encode()).status_code == 303
        with work() as unit:
            assert unit.register.standing().persons == 1

    return begin


def send(person: Browser, content: bytes) -> Any:
    """Send a list as the administrator."""
    person.sign_in("administrator")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', person.get(PAGE).text)
    assert token is not None
    data = {"csrf_token": token[1], "liste": (io.BytesIO(content), "liste.csv")}
    return person.client.post(PAGE, base_url="https://ostfildern.localhost", data=data)


def outside_of(running: Running[Any]) -> Outside:
    """Return what lies outside of the running service."""
    assert isinstance(running.ports, Outside)
    return running.ports


def answer(clerk: Browser, booked: UUID, shown: Any, check: Check, *, right: bool) -> Any:
    """Type what the person says."""
    topic = check.results.questions[-1].topic
    return clerk.post(f"{panel(booked)}/frage/gesagt", shown, gesagt=TRUE[topic][1 if right else 2])


@pytest.fixture
def clerk(browser: Callable[[], Browser]) -> Browser:
    """A clerk at the desk."""
    return browser().sign_in("clerk")


def test_answers_are_compared_blind_and_no_byte_of_the_truth_leaves_the_server(  # noqa: PLR0917 - fixtures
    clerk: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    work: Open,
    listed: Callable[..., None],
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed()
    booked = appointment("substantial")
    pages = [lead(clerk, booked, check_of, Step.QUESTIONS)]
    assert "Was die Person sagt" in pages[0].text
    pages.append(answer(clerk, booked, pages[-1], check_of(booked), right=False))
    assert "vorige Antwort war falsch" in pages[-1].text
    while check_of(booked).step is Step.QUESTIONS:
        pages.append(answer(clerk, booked, pages[-1], check_of(booked), right=True))
    assert check_of(booked).step is Step.CODE
    with work() as unit:
        assert unit.register.facts(check_of(booked).id) is not None
        dump = everything(unit.connection)
    printed = capsys.readouterr()
    seen = "\n".join([page.text + str(page.headers) for page in pages])
    for true, typed, wrong in TRUE.values():
        for kept in (dump, caplog.text, printed.out, printed.err):
            assert not {text for text in (true, typed, wrong) if len(text) > 4 and text in kept}
        assert true not in seen


def everything(connection: sa.Connection) -> str:
    """Return every row of every table."""
    tables = sa.inspect(connection).get_table_names()
    return "\n".join(
        str(row) for table in tables if table != "alembic_version"
        for row in connection.execute(sa.text(f'SELECT t::text FROM "{table}" t')).scalars()  # noqa: S608
    )  # fmt: skip


def test_two_wrong_answers_end_the_check_and_drop_what_was_compared(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, work: Open, listed: Callable[..., None]
) -> None:
    listed()
    booked = appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    for _ in range(2):
        shown = answer(clerk, booked, shown, check_of(booked), right=False)
    assert [event["reason"] for event in said(work)] == ["questions-failed"]
    with work() as unit:
        assert unit.register.facts(check_of(booked).id) is None


def test_the_clerk_cannot_say_right_where_the_system_compares(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, listed: Callable[..., None]
) -> None:
    listed()
    booked = appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    clerk.post(f"{panel(booked)}/frage", shown, antwort="right")
    assert [question.answer for question in check_of(booked).results.questions] == [None]


def test_each_question_has_one_try(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, listed: Callable[..., None]
) -> None:
    listed()
    booked = appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    first = check_of(booked)
    answer(clerk, booked, shown, first, right=False)
    answer(clerk, booked, shown, first, right=True)
    assert check_of(booked).results.questions[0].answer is Answer.WRONG
    assert len(check_of(booked).results.questions) == 2


def test_nobody_is_asked_the_same_again_for_ninety_days(  # noqa: PLR0917 - fixtures
    clerk: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    listed: Callable[..., None],
    clock: FakeClock,
    work: Open,
) -> None:
    listed(question_rest_days=90)
    asked: list[set[str]] = []
    for _ in range(3):
        booked = appointment("substantial")
        shown = lead(clerk, booked, check_of, Step.QUESTIONS)
        if check_of(booked).status is Status.OPEN:
            for _ in range(2):
                shown = answer(clerk, booked, shown, check_of(booked), right=False)
        asked.append({question.topic for question in check_of(booked).results.questions})
    assert asked[0].isdisjoint(asked[1])
    assert [event["reason"] for event in said(work)][-1] in {"questions-locked", "questions-failed"}
    assert len(set().union(*asked)) <= len(TRUE)
    clock.advance(days=91)
    listed(question_rest_days=90)
    booked = appointment("substantial")
    lead(clerk, booked, check_of, Step.QUESTIONS)
    assert check_of(booked).status is Status.OPEN


def test_fifty_guesses_at_once_on_two_replicas_never_pass_the_limit_and_a_restart_keeps_the_lock(  # noqa: PLR0917
    clerk: Browser,
    appointment: Appointment,
    check_of: CheckOf,
    work: Open,
    running: Running[Any],
    listed: Callable[..., None],
) -> None:
    listed(guesses={"person": 8})
    booked = [appointment("substantial") for _ in range(50)]
    for one in booked:
        lead(clerk, one, check_of, Step.QUESTIONS)
    checks = {one: check_of(one) for one in booked}
    replicas = [replica(running) for _ in range(2)]
    begin = threading.Barrier(len(booked))

    def guess(number: int, one: UUID) -> None:
        place = Place(one, Step.QUESTIONS, checks[one].revision, "staff:u-1")
        topic = checks[one].results.questions[-1].topic
        begin.wait(timeout=60)
        with replicas[number % 2].work(running.tenants.by_key("ostfildern")) as unit:
            say_answer(unit, place, outside_of(running), topic, "Mondgasse")

    guesses = [threading.Thread(target=guess, args=pair) for pair in enumerate(booked)]
    for thread in guesses:
        thread.start()
    for thread in guesses:
        thread.join(timeout=120)
    after = [check_of(one) for one in booked]
    compared = [check for check in after if check.results.questions[0].answer is not None]
    locked = [check for check in after if check.decision and check.decision.reason == "questions-locked"]
    assert (len(compared), len(locked)) == (8, 42)

    again = replica(running)
    later = compared[0]
    with again.work(running.tenants.by_key("ostfildern")) as unit:
        place = Place(later.appointment_id, Step.QUESTIONS, later.revision, "staff:u-1")
        say_answer(unit, place, outside_of(running), later.results.questions[-1].topic, "Mondgasse")
    decision = check_of(later.appointment_id).decision
    assert decision is not None
    assert decision.reason == "questions-locked"
    for each in (*replicas, again):
        each.work.engine.dispose()


def replica(running: Running[Any]) -> Running[Any]:
    """Return the service as another process has it: with connections of its own."""
    engine = create_engine(running.settings.database_url.get_secret_value(), pool_size=25)
    return replace(running, work=replace(running.work, engine=engine))


def test_a_person_whom_the_list_does_not_know_is_compared_by_the_clerk(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, listed: Callable[..., None], clock: FakeClock
) -> None:
    listed()
    clock.advance(days=32)
    booked = appointment("substantial")
    shown = lead(clerk, booked, check_of, Step.QUESTIONS)
    assert "im Fachverfahren vergleichen" in shown.text
    assert not check_of(booked).results.blind


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Datei aus"),
        (b"Name;Ort\nA;B", "Familienname"),
        (b"Familienname;Vornamen;Geburtsdatum\nA;B;1.1.1990", "Einzug"),
        (LIST.replace("12.08.1964", "31.02.1964").encode(), "Zeile 2: „Geburtsdatum“"),
        (LIST.replace("07.07.1997", "im Sommer").encode(), "Zeile 2: „Tag der Eheschließung“"),
    ],
)
def test_a_bad_list_is_told_by_line_and_column_and_the_old_one_stays(
    browser: Callable[[], Browser], work: Open, listed: Callable[..., None], content: bytes, told: str
) -> None:
    listed()
    refused = send(browser(), content)
    assert refused.status_code == 422
    assert told in refused.text
    assert "Sommer" not in refused.text
    with work() as unit:
        assert unit.register.standing().persons == 1


def test_a_list_as_windows_programs_write_it_is_read(
    browser: Callable[[], Browser], rules: Callable[..., None], work: Open
) -> None:
    rules(register_source={"kind": "list"})
    assert send(browser(), LIST.encode("cp1252")).status_code == 303
    with work() as unit:
        assert unit.register.standing().persons == 1


def test_only_the_administrator_sees_the_page(browser: Callable[[], Browser], work: Open) -> None:
    assert work is not None
    assert browser().sign_in("clerk", "supervisor").get(PAGE).status_code == 403


def test_a_late_page_cannot_answer(
    clerk: Browser, appointment: Appointment, check_of: CheckOf, listed: Callable[..., None], running: Running[Any]
) -> None:
    listed()
    booked = appointment("substantial")
    lead(clerk, booked, check_of, Step.QUESTIONS)
    old = check_of(booked)
    place = Place(booked, Step.QUESTIONS, old.revision - 1, "staff:u-1")
    with pytest.raises(CheckError), running.work(running.tenants.by_key("ostfildern")) as unit:
        say_answer(unit, place, outside_of(running), old.results.questions[-1].topic, "x")
