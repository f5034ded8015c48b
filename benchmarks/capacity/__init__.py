"""What a region needs on paper: a year of eleven million people, played by the minute: `make capacity`."""
