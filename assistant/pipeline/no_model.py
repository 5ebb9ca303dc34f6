"""What a note says where a model wrote nothing: what happened, what is safe, what to do next."""

AGAIN = "use it as it is, change it by hand, or ask for another one"


def no_draft(failure: str) -> str:
    return f"The model gave no draft: {_ended(failure)} Nothing was sent, and this draft stands: {AGAIN}."


def no_other(failure: str, how: str = "") -> str:
    """`how` is the way it was wanted: "warmer"."""
    began = f"The model did not write it {how}" if how else "The model wrote no other draft"
    return f"{began}: {_ended(failure)} Nothing was sent, and this draft is as it was: {AGAIN}."


def _ended(failure: str) -> str:
    return f"{failure.rstrip('. ')}."
