"""How the recogniser of machine-readable zones is made: drawn lines, a small network, and frames to test it on.

Nothing of this is part of the service's image; `make train-mrz` runs it in an environment of its own.
"""
