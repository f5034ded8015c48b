"""Shows orders, captures and refunds as PayPal does: without our private fields, with links."""

from local.doubles.kept import Plain


def order(state: Plain, url: str, kept: Plain) -> Plain:
    """Return an order as `GET /v2/checkout/orders/<id>` shows it."""
    shown = _public(kept)
    units = []
    for unit in kept["purchase_units"]:
        captures = [state["captures"][key] for key in unit.get("payments", {}).get("captures", [])]
        refunds = [r for r in state["refunds"].values() if r["_capture"] in [c["id"] for c in captures]]
        payments = {"captures": [capture(url, one) for one in captures]} if captures else {}
        if refunds:
            payments["refunds"] = [refund(url, one) for one in refunds]
        units.append({**unit, "payments": payments} if payments else unit)
    if kept["_source"]:
        shown["payment_source"] = {"paypal": {}}
    here = f"{url}/v2/checkout/orders/{kept['id']}"
    approve = "payer-action" if kept["_source"] else "approve"
    links = [_link(here, "self", "GET"), _link(f"{url}/checkoutnow?token={kept['id']}", approve, "GET")]
    if kept["status"] == "APPROVED":
        links.append(_link(f"{here}/capture", "capture", "POST"))
    return {**shown, "purchase_units": units, "links": links}


def capture(url: str, kept: Plain) -> Plain:
    """Return a capture."""
    here = f"{url}/v2/payments/captures/{kept['id']}"
    order_id = kept["supplementary_data"]["related_ids"]["order_id"]
    up = _link(f"{url}/v2/checkout/orders/{order_id}", "up", "GET")
    return {**_public(kept), "links": [_link(here, "self", "GET"), _link(f"{here}/refund", "refund", "POST"), up]}


def refund(url: str, kept: Plain) -> Plain:
    """Return a refund."""
    here = _link(f"{url}/v2/payments/refunds/{kept['id']}", "self", "GET")
    return {**_public(kept), "links": [here, _link(f"{url}/v2/payments/captures/{kept['_capture']}", "up", "GET")]}


def _public(kept: Plain) -> Plain:
    return {name: value for name, value in kept.items() if not name.startswith("_")}


def _link(href: str, rel: str, method: str) -> Plain:
    return {"href": href, "rel": rel, "method": method}
