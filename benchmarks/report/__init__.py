"""All benchmarks in one run, and `docs/performance.md` from what they said: `make bench`."""
