"""Reads what is sent to the register: JSON, or XML shaped after XMeld's bzranfrage.0430."""

import json

from lxml import etree  # has no types of its own

from local.doubles.kept import Plain

_ID_ELEMENTS = ("nachrichtenUUID", "messageId", "nachrichtenId")


class Unreadable(ValueError):
    """The message cannot be taken; the text says why."""


def read_message(body: bytes, content_type: str, id_header: str | None) -> Plain:
    """Return a message with its id.

    Raises:
        Unreadable: if it is neither JSON nor XML, or has no message id.
    """
    message = _read_xml(body) if "xml" in content_type else _read_json(body)
    message["messageId"] = str(message.get("messageId") or message.get("message_id") or id_header or "")
    if not message["messageId"]:
        raise Unreadable("the message has no id (messageId, nachrichtenUUID or the header Message-Id)")
    return message


def _read_json(body: bytes) -> Plain:
    try:
        message = json.loads(body)
    except ValueError:
        raise Unreadable("the body is not JSON") from None
    if not isinstance(message, dict):
        raise Unreadable("the body is not a JSON object")
    return message


def _read_xml(body: bytes) -> Plain:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"the body is not XML: {error.msg}") from None
    names = {etree.QName(element).localname: (element.text or "").strip() for element in root.iter(etree.Element)}
    found = next((names[name] for name in _ID_ELEMENTS if names.get(name)), "")
    return {"messageId": found, "kind": etree.QName(root).localname, "xml": body.decode("utf-8", "replace")}
