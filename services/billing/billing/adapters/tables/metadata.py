"""The metadata that all of billing's tables share."""

from chassis.persistence.tables import house_metadata

metadata = house_metadata()
