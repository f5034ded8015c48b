"""How people, browsers and events come in."""
