"""Each service shows its OpenAPI document to people: every operation and model, and each link leads to one."""

import re
from typing import Any

from tests.service.test_languages import TOWN, app

__all__ = ["app"]


def test_the_page_of_an_api_shows_all_of_its_document(app: Any) -> None:
    service, client = app.extensions["chassis"].service, app.test_client()
    document = client.get(f"/api/{service}/v1/openapi.json", base_url=TOWN).json
    answer = client.get(f"/api/{service}/v1", base_url=TOWN)
    assert answer.status_code == 200
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    page = answer.text.replace("\u200b", "")
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            for one in told.get("parameters", ()):
                assert f"<code>{one['name']}</code>" in page
    for name in document.get("components", {}).get("schemas", {}):
        assert f'<h3 class="kern-heading-small" id="{name}">' in page
    assert ("This service offers programs nothing yet" in page) == (not document["paths"])
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
