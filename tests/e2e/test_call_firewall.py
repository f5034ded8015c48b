"""A call of people whose network lets no UDP out: it goes over the relay's TCP port."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser

from local.home import Home
from tests.e2e.calls import Office, begin, expect_frames, open_phone, open_workstation
from tests.e2e.firewall import BehindFirewall

WAYS = """async () => {
  const found = [];
  for (const one of window.connections) {
    const report = await one.getStats();
    for (const pair of report.values())
      if (pair.type === "candidate-pair" && pair.nominated) {
        const here = report.get(pair.localCandidateId);
        found.push([here.candidateType, here.relayProtocol]);
      }
  }
  return found;
}"""
RELAYED = """(() => {
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(told) { super({ ...told, iceTransportPolicy: "relay" }); }
  };
})()"""


@pytest.fixture
def walled(office: Office, home: Home) -> Iterator[Office]:
    """The same house, with a relay that UDP does not reach."""
    secret = (office.running.settings.secrets_dir / "region.turn_secret").read_text(encoding="utf-8")
    with closing(BehindFirewall(Home(home.directory("walled")), secret)) as relay:
        relay.start().wait()
        port = home.port("video-web-walled")
        made = Office(office.running, office.environment | {"PORT": str(port), "TURN_URL": relay.url}, port=port)
        with closing(made):
            made.open()
            yield made


def test_without_udp_the_call_goes_through_the_relays_tcp_port(chromium: Browser, walled: Office) -> None:
    with closing(open_phone(chromium)) as phone, closing(open_workstation(chromium, walled)) as workstation:
        for context in (phone, workstation):
            context.add_init_script(RELAYED)
        pages = begin(walled, phone, workstation)
        for page in pages:
            expect_frames(page, more=30)
            assert page.evaluate(WAYS) == [["relay", "tcp"]]
