"""What the services say to each other: one class for each event, one catalogue, standard library only."""
