"""Runs one process of this service: `python -m fulfilment web | worker | relay | migrate | …`."""

from chassis.cli import main

if __name__ == "__main__":
    main("fulfilment")
