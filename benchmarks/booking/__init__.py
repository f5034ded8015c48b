"""How fast booking is, and that it never sells a time twice: `make bench-booking`."""
