"""Run a process of the probe."""

from chassis.cli import main

main("probe")
