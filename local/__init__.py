"""The whole system on one machine: backing services, doubles of what lives outside, and the runner."""
