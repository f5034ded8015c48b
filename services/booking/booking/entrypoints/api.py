"""Booking's API: procedures, free times, holds and confirmation, as JSON with OpenAPI 3.1."""

from flask_openapi3 import APIBlueprint

api = APIBlueprint("booking_api", __name__, url_prefix="/api/booking/v1")
