"""How a service meets people: pages, fragments and APIs, who may come, what is refused and how it looks."""
