"""Booking's API."""

from flask_openapi3 import APIBlueprint

api = APIBlueprint("booking_api", __name__, url_prefix="/api/booking/v1")
