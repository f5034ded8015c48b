"""Runs one process of this service: `python -m billing web | worker | relay | migrate | …`."""

from chassis.cli import main

if __name__ == "__main__":
    main("billing")
