"""Known weaknesses in what we build on and in what we wrote, secrets left behind, and what is in each image."""
