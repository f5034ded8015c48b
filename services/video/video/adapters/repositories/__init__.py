"""Repositories of consultations, their lines and the desk: each method one statement, domain objects in and out."""
