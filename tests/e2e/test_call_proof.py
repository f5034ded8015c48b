"""The digits that show that nobody stands between citizen and clerk, in two real browsers."""

from playwright.sync_api import Page, expect

BETWEEN = """
async ({ module, smuggled, lies, guesses }) => {
  const { Authentication, fingerprintsOf } = await import(module);
  const erika = fingerprintsOf("a=fingerprint:sha-256 AA:01\\r\\na=fingerprint:sha-256 AA:01\\r\\n");
  const kim = fingerprintsOf("a=fingerprint:sha-256 bb:02\\r\\n");
  const seen = smuggled ? fingerprintsOf("a=fingerprint:sha-256 BB:02\\r\\na=fingerprint:sha-256 EE:66\\r\\n") : kim;
  const sides = {};
  const make = (me, other, mine, theirs) => new Authentication({
    me, other, prints: () => ({ mine, theirs }),
    say: (word) => {
      if (word.type === "sas-reveal" && lies && me === "kim") word = { ...word, nonce: "0".repeat(64) };
      queueMicrotask(() => sides[other].take(word));
    },
  });
  sides.erika = make("erika", "kim", erika, seen);
  sides.kim = make("kim", "erika", kim, erika);
  if (guesses) await sides.erika.take({ type: "sas-reveal", nonce: "1".repeat(64) });
  const told = (name) => new Promise((tell) => {
    sides[name].addEventListener("code", () => tell(sides[name].code));
    sides[name].addEventListener("broken", () => tell("broken"));
  });
  const done = [told("erika"), told("kim")];
  await Promise.all([sides.erika.begin(), sides.kim.begin()]);
  const erika_said = await done[0];
  return erika_said === "broken" ? ["broken"] : [erika_said, await done[1]];
}
"""


def between(page: Page, **hostile: bool) -> list[str]:
    """Let two sides authenticate in this page, with somebody hostile between them."""
    address = page.locator('script[src*="/call/citizen.js"]').get_attribute("src")
    assert address is not None
    told = {"smuggled": False, "lies": False, "guesses": False} | hostile
    found: list[str] = page.evaluate(BETWEEN, {"module": address.replace("citizen.js", "authentication.js"), **told})
    return found


def test_both_screens_show_the_same_digits_and_the_clerk_confirms_them_once(lasting_call: tuple[Page, Page]) -> None:
    citizen, clerk = lasting_call
    digits = [page.locator("[data-proof-digits]") for page in lasting_call]
    for one in digits:
        expect(one).to_have_text(digits[0].inner_text())
    assert len(digits[0].inner_text().replace(" ", "")) == 6
    clerk.evaluate("() => document.addEventListener('sas', ({ detail }) => { window.heard = detail; })")
    clerk.get_by_role("button", name="Stimmt überein").click()
    expect(clerk.get_by_text("Verglichen: Niemand hört mit.")).to_be_visible()
    assert clerk.evaluate("() => window.heard") == {"state": "confirmed", "code": digits[1].inner_text()}
    expect(clerk.get_by_text("Prüfzahl verglichen um")).to_be_visible()
    expect(clerk.get_by_role("button", name="Stimmt überein")).to_be_hidden()
    before = digits[0].inner_text()
    citizen.reload()
    expect(digits[0]).not_to_have_text("")
    expect(digits[0]).not_to_have_text(before)
    expect(clerk.get_by_role("button", name="Stimmt überein")).to_be_visible()


def test_a_smuggled_fingerprint_changes_the_digits_or_breaks_the_commitment(lasting_call: tuple[Page, Page]) -> None:
    page = lasting_call[0]
    honest = between(page)
    assert honest[0] == honest[1]
    assert between(page, smuggled=True) == ["broken"]
    assert between(page, lies=True) == ["broken"]


def test_a_number_revealed_before_its_commitment_counts_for_nothing(lasting_call: tuple[Page, Page]) -> None:
    honest = between(lasting_call[0], guesses=True)
    assert honest[0] == honest[1]
