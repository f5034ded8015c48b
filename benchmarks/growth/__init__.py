"""What an operation costs while an installation grows a thousandfold: `make bench-growth`."""
