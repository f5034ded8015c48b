"""Admission: a crowd at one town's door waits there, is told so kindly, and no other town notices."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chassis.web.admission import SPREAD, Admission, Budget
from chassis.web.language import set_up_languages
from chassis.web.measure import REQUESTS
from chassis.web.turns import Turns
from tests.unit.chassis.web.conftest import Browser
from tests.unit.chassis.web.townhall.app import Towns, build

OTHER_TOWN = "https://esslingen.localhost"


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def crowded(app: Any, *, tokens: int = 0, at_once: int = 1) -> Admission:
    """Give every town so many tokens and none again for a long while."""
    admission = Admission(Budget(at_once, 0.01, tokens + 1), Clock())
    app.extensions["admission"] = admission
    return admission


@pytest.fixture
def app(settings: Any, towns: Towns) -> Any:
    """The townhall, whose form is rationed."""
    return build(settings, towns, rationed=("townhall.book", "townhall_api.wish"))


def test_a_town_gets_its_burst_at_once_and_then_its_rate() -> None:
    clock = Clock()
    admission = Admission(Budget(at_once=10, a_second=2, burst=3), clock)
    answers = [admission.enter("a") for _ in range(4)]
    assert answers[:3] == [None] * 3
    assert answers[3] is not None
    assert (answers[3].status, answers[3].seconds) == (429, 1)
    clock.now += 0.5
    assert admission.enter("a") is None
    assert admission.enter("a") is not None


def test_who_leaves_makes_room_for_the_next() -> None:
    admission = Admission(Budget(at_once=1, a_second=100, burst=100), Clock())
    assert admission.enter("a") is None
    away = admission.enter("a")
    assert away is not None
    assert away.status == 503
    admission.leave("a")
    assert admission.enter("a") is None


def test_one_town_s_crowd_leaves_the_other_town_alone(app: Any, browser_at: Callable[[str], Browser]) -> None:
    crowded(app)
    first, second = browser_at("https://ostfildern.localhost"), browser_at(OTHER_TOWN)
    assert [first.get("/termin").status_code for _ in range(2)] == [200, 429]
    assert second.get("/termin").status_code == 200
    assert first.get("/").status_code == 200


def test_every_answer_makes_room_also_one_that_failed(app: Any, browser: Browser) -> None:
    crowded(app, tokens=5)
    assert [browser.get("/termin").status_code for _ in range(3)] == [200] * 3
    assert browser.client.post("/termin", base_url=browser.base_url).status_code == 400
    assert browser.get("/termin").status_code == 200


def test_the_page_comes_back_by_itself_without_a_script(app: Any, browser: Browser) -> None:
    crowded(app).enter("ostfildern")
    answer = browser.get("/termin?ab=2026-11-24")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 100
    assert f'<meta http-equiv="refresh" content="{answer.headers["Retry-After"]}">' in answer.text
    assert "an der Reihe" in answer.text


def test_what_was_typed_is_kept_and_sent_by_the_next_press(app: Any, browser: Browser) -> None:
    token = browser.token()
    admission = crowded(app, tokens=1)
    admission.enter("ostfildern")
    answer = browser.client.post(
        "/termin", base_url=browser.base_url, data={"csrf_token": token, "name": 'Zoë "Z" Groß'}
    )
    assert answer.status_code == 503
    assert 'name="name" value="Zoë &#34;Z&#34; Groß"' in answer.text
    assert "http-equiv" not in answer.text
    admission.leave("ostfildern")
    assert browser.get("/termin").status_code == 200


def test_programs_get_problem_details(app: Any, browser: Browser) -> None:
    crowded(app).enter("ostfildern")
    answer = browser.client.post("/api/townhall/v1/wishes", base_url=browser.base_url, json={})
    told = json.loads(answer.text)
    assert (answer.status_code, answer.mimetype) == (429, "application/problem+json")
    assert told["type"] == "urn:problem-type:too-many-at-once"
    assert int(answer.headers["Retry-After"]) >= 100


def test_an_app_whose_rationed_view_does_not_exist_refuses_to_start(settings: Any, towns: Towns) -> None:
    with pytest.raises(LookupError, match=r"townhall\.renamed"):
        build(settings, towns, rationed=("townhall.renamed",))


def test_those_who_wait_do_not_keep_the_app_busy(app: Any, browser: Browser) -> None:
    asked: list[str] = []
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: asked.append("app"))
    crowded(app).enter("ostfildern")
    # Who waits comes back spread over some seconds: one answer is made for each of them, and then given again.
    answers = [browser.get("/termin") for _ in range(60)]
    assert {answer.status_code for answer in answers} == {429}
    assert len(asked) == len({answer.headers["Retry-After"] for answer in answers}) <= SPREAD


@pytest.mark.parametrize(
    "asked",
    [
        lambda n: {"path": f"/termin?neu={n}"},
        lambda n: {"path": "/termin", "headers": {"Accept": f"text/html;q=0.{n}"}},
        lambda n: {"path": "/termin", "headers": {"Accept-Language": f"de;q=0.{n}"}},
        lambda n: {"path": "/termin", "headers": {"Cookie": f"sprache={n}"}},
        lambda n: {"path": "/termin", "base_url": f"https://ostfildern.localhost:{8000 + n}"},
        lambda n: {"path": "/api/townhall/v1/wishes", "method": "POST", "json": {"neu": n}},
    ],
    ids=("parameters", "form", "language", "cookie", "port", "posted to the API"),
)
def test_nobody_keeps_the_app_busy_by_asking_ever_differently(
    app: Any, browser: Browser, asked: Callable[[int], dict[str, Any]]
) -> None:
    reached: list[str] = []
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: reached.append("app"))
    crowded(app).enter("ostfildern")
    answers = [browser.client.open(**{"base_url": browser.base_url} | asked(number)) for number in range(1, 60)]
    assert {answer.status_code for answer in answers} == {429}
    assert len(reached) <= SPREAD


def test_each_is_led_back_to_what_they_asked_for(app: Any, browser: Browser) -> None:
    crowded(app).enter("ostfildern")
    for number in range(20):
        sent = {"QUERY_STRING": f'ab={number}&x="><b>&sprache=de'}
        answer = browser.client.get("/termin", base_url=browser.base_url, environ_overrides=sent)
        assert f'href="/termin?ab={number}&amp;x=&quot;&gt;&lt;b&gt;&amp;sprache=de"' in answer.text
        assert "<b>" not in answer.text
        assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_paths_without_end_get_a_bare_answer_after_some(
    app: Any, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chassis.web.answers_for_all.MOST_MADE_A_SECOND", 0)
    crowded(app).enter("ostfildern")
    page = browser.get("/termin")
    assert (page.status_code, page.content_type) == (429, "text/html; charset=utf-8")
    assert f'content="{page.headers["Retry-After"]}"' in page.text
    told = browser.client.post("/api/townhall/v1/wishes", base_url=browser.base_url, json={})
    assert (told.status_code, told.json["type"]) == (429, "urn:problem-type:too-many-at-once")


def test_who_gets_no_turn_comes_again_and_keeps_no_place(app: Any, browser: Browser) -> None:
    crowded(app, tokens=5)
    app.extensions["turns"] = turns = Turns(2, patience=0)
    assert turns.take("ostfildern")
    assert browser.get("/termin").status_code == 503
    turns.give("ostfildern")
    assert [browser.get("/termin").status_code for _ in range(3)] == [200] * 3


def test_a_request_that_never_came_to_the_app_keeps_no_turn(
    app: Any, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowded(app, tokens=5)
    app.extensions["turns"] = Turns(2, patience=0)

    def fails(_environ: object) -> None:
        raise RuntimeError("no context")

    with monkeypatch.context() as broken:
        broken.setattr(app, "request_context", fails)
        with pytest.raises(RuntimeError, match="no context"):
            browser.get("/termin")
    assert browser.get("/termin").status_code == 200


def test_those_who_wait_are_counted(app: Any, browser: Browser) -> None:
    crowded(app).enter("ostfildern")
    labels = ("townhall", "/termin", "GET", "429", "ostfildern")
    before = REQUESTS.labels(*labels)._value.get()
    assert [browser.get("/termin").status_code for _ in range(40)] == [429] * 40
    assert REQUESTS.labels(*labels)._value.get() >= before + 40


def test_an_answer_that_is_given_again_is_nobody_s_own(app: Any, browser_at: Callable[[str], Browser]) -> None:
    first, second = browser_at("https://ostfildern.localhost"), browser_at("https://ostfildern.localhost")
    first.token()
    crowded(app).enter("ostfildern")
    for one in (first, second) * 20:
        answer = one.get("/termin")
        assert answer.status_code == 429
        assert "Set-Cookie" not in answer.headers
        assert "CSRF" not in answer.text


def test_those_who_wait_are_told_in_their_own_language(
    settings: Any, towns: Towns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "en" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n', encoding="utf-8")
    both: Callable[..., None] = lambda app, folders: set_up_languages(app, [folders[0], tmp_path])  # noqa: E731 - patched
    monkeypatch.setattr("chassis.web.app.set_up_languages", both)
    app = build(settings, towns, rationed=("townhall.book",))
    german, english = Browser(app), Browser(app)
    english.get("/?sprache=en")
    crowded(app).enter("ostfildern")
    texts = [one.get("/termin").text for one in (german, english, german, english)]
    assert ["an der Reihe" in text for text in texts] == [True, False, True, False]
