"""The webhook's document keeps its promises: whatever comes, only PayPal's own words are taken."""

from collections import Counter
from typing import Any

import pytest
from schemathesis import GenerationMode

from tests.service.api_promises import ask, promises
from tests.service.billing.conftest import Open


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_whatever_is_sent_to_the_webhook_is_answered_as_promised(app: Any, work: Open, mode: GenerationMode) -> None:
    (webhook,) = promises(app, "billing")
    answered: Counter[int] = Counter()
    ask(webhook, mode, answered=answered)
    assert answered[204] == 0
