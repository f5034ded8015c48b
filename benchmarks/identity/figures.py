"""What a benchmark says: one line a figure, with its goal and whether it holds."""


def tell(figure: str, value: float, goal: str = "", *, holds: bool | None = None) -> bool:
    """Print a figure and return whether it holds; a figure without a goal is there to compare with."""
    said = f"figure={figure} value={value:g}"
    if holds is not None:
        said += f" goal={goal} holds={'yes' if holds else 'no'}"
    print(said, flush=True)
    return holds is not False
