"""`python -m identity web | worker | relay | migrate | dead-letters | catalogue`."""

from chassis.cli import main

if __name__ == "__main__":
    main("identity")
