"""What an engine tells when a statement fails."""

from chassis.persistence.engine import create_engine


def test_an_error_does_not_tell_what_was_asked_with() -> None:
    assert create_engine("postgresql://nobody@localhost/none").hide_parameters
