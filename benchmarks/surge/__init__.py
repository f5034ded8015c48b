"""A release morning: far more people than two cores can serve, and another town beside them: `make bench-surge`."""
