"""The page that a form or a chat line was written on: the car that "this" means there."""

import re
from collections.abc import Sequence

from assistant.core.inquiry import Question, Topic, VehicleMention

OF_A_CAR = re.compile(
    r"/(?:inventory|vehicles?|used|new|cars?|trucks?|listing|vdp|stock|details?)/(?:[^?#]*[/-])?"
    r"(?P<stock>[A-Z]{1,3}\d{3,6}[A-Z]?)/?(?:[?#].*)?$",
    re.I,
)
OF_A_STOCKED_CAR = (Topic.AVAILABILITY, Topic.PRICE, Topic.FEATURE, Topic.HISTORY)


def shown_there(
    page: str, vehicles: Sequence[VehicleMention], questions: Sequence[Question]
) -> tuple[VehicleMention, ...]:
    """The car of the page, where they ask about a car of ours and name none themselves."""
    found = OF_A_CAR.search(page[:500])
    if found is None or any(not one.own for one in vehicles):
        return ()
    asks = any(one.topic in OF_A_STOCKED_CAR for one in questions)
    stock = found["stock"].upper()
    return (VehicleMention(text=stock, stock=stock, before=True),) if asks else ()
