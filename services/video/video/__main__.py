"""Runs one process of video."""

from chassis.cli import main

main("video")
