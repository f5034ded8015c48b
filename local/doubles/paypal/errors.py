"""PayPal's errors, in PayPal's words."""

import secrets

from flask import Flask, Response, jsonify


class PayPalError(Exception):
    """An error as the REST API tells it."""

    def __init__(self, status: int, name: str, issue: str = "", description: str = "") -> None:
        super().__init__(issue or name)
        self.status, self.name, self.issue, self.description = status, name, issue, description


def unprocessable(issue: str, description: str = "") -> PayPalError:
    """Return a 422 with one issue."""
    return PayPalError(422, "UNPROCESSABLE_ENTITY", issue, description)


def invalid(issue: str, description: str = "") -> PayPalError:
    """Return a 400 with one issue."""
    return PayPalError(400, "INVALID_REQUEST", issue, description)


def missing() -> PayPalError:
    """Return a 404."""
    return PayPalError(404, "RESOURCE_NOT_FOUND", "INVALID_RESOURCE_ID", "Specified resource ID does not exist.")


def tell_errors(app: Flask) -> None:
    """Answer errors as PayPal does."""

    @app.errorhandler(PayPalError)
    def tell(error: PayPalError) -> tuple[Response, int]:
        if error.name.islower():  # OAuth's own form
            return jsonify({"error": error.name, "error_description": error.description}), error.status
        body = {"name": error.name, "message": error.description or error.name, "debug_id": secrets.token_hex(7)}
        details = [{"issue": error.issue, "description": error.description}] if error.issue else []
        return jsonify({**body, "details": details, "links": []}), error.status
