"""Booking owns procedures, opening hours, free times and appointments.

It says that an appointment is confirmed, rescheduled, cancelled or missed. It hears how the video consultation ended
and what the town's fees are. Its pages are the town's start page and everything below `/termin`.
"""
