"""What is watched, as data and code: objectives, alerts, dashboards; `make observability` writes what others load."""
