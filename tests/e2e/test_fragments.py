"""A panel of a neighbouring service in a page: away it says so, and back it shows what it has, new or not."""

from playwright.sync_api import BrowserContext, expect

from tests.e2e.calls import Office

ADD = """() => {
  const panel = '<p id="panel" hx-get="/nachbar" hx-trigger="again" hx-swap="outerHTML">13,00 Euro</p>';
  document.querySelector("main").insertAdjacentHTML("beforeend", panel);
  window.htmx.process(document.getElementById("panel"));
}"""
AGAIN = "() => window.htmx.trigger('#panel', 'again')"


def test_a_panel_whose_service_is_back_without_news_shows_again_what_it_showed(
    office: Office, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{office.address}/gespraech")
    answers = [503, 504, 204]
    phone.route("**/nachbar", lambda route: route.fulfill(status=answers.pop(0)))
    page.evaluate(ADD)
    panel = page.locator("#panel")
    for _ in range(2):
        with page.expect_response("**/nachbar"):
            page.evaluate(AGAIN)
        expect(panel).to_contain_text("gerade nicht erreichbar")
    with page.expect_response("**/nachbar"):
        page.evaluate(AGAIN)
    expect(panel).to_have_text("13,00 Euro")
