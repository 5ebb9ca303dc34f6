"""The same lead as programs post it as JSON."""

NESTED = {
    "adf": {"prospect": {
        "@status": "new", "id": {"@source": "Motorpage", "#text": "77123"},
        "vehicle": {"@interest": "buy", "year": 2021, "make": "Subaru", "model": "Forester", "stock": "P7781"},
        "customer": {"contact": {"name": [{"@part": "first", "#text": "Ann"}, {"@part": "last", "#text": "Lee"}],
                                 "email": "ann@mail.example", "phone": {"@time": "evening", "#text": "206-555-0143"}},
                     "timeframe": {"description": "within a month"}, "comments": "Is it still there?"},
        "provider": {"name": "Motorpage"}}}
}  # fmt: skip
FLAT = {
    "firstName": "Ann", "last_name": "Lee", "Email": "ann@mail.example", "phones": ["206-555-0143"], "year": "2021",
    "make": "Subaru", "model": "Forester", "comments": "Is it still there?", "preferredContact": "phone",
    "tradeIn": {"year": 2014, "make": "Ford", "model": "Edge"}, "timeframe": "within a month", "favouriteColour": "green",
}  # fmt: skip
SPLIT = {"lead": {"customer": {"name": {"first": "Ann", "last": "Lee"}, "email": "ann@mail.example",
                               "phone": "206-555-0143"}, "vehicle": "2021 Subaru Forester",
                  "comments": "Is it still there?", "timeframe": "within a month"}}  # fmt: skip
