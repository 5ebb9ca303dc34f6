"""What Dana's store knows, and a good answer to her: words for the model drafter's tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.core.fact import Fact, FactKind

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
TEXT = "Hi Dana,\n\nThe blue Sienna is here and costs $31,450. I will send you photos by 4 pm today."
GOOD = {
    "text": TEXT,
    "answers": [
        {"question": 1, "state": "answered", "sentence": "The blue Sienna is here and costs $31,450."},
        {"question": 2, "state": "owned", "sentence": "I will send you photos by 4 pm today."},
    ],
    "citations": [{"sentence": "The blue Sienna is here and costs $31,450.", "fact": "stock:P12"}],
    "promises": [
        {
            "who": "I",
            "what": "send photos",
            "due": "2026-11-23T16:00",
            "sentence": "I will send you photos by 4 pm today.",
        }
    ],
}
STOCK = Fact("stock:P12", FactKind.STOCK, "The blue 2024 Sienna P12 is here for $31,450.", "stock")
SECRET = Fact("sale:9", FactKind.SALE, "Dana bought a Corolla for $19,000.", "sales")
REPLY = {
    "text": "Hi Dana,\n\nI will find out about Saturday and write to you by 4 pm today.",
    "answers": [],
    "citations": [],
    "promises": [],
}
