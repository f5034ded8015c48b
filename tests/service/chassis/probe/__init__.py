"""A service of ten lines with which the chassis is tested: it hears what it says, and counts."""
