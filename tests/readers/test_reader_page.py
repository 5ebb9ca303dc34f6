"""The page that a form was written on says which car "this" is."""

import pytest

PAGE = "https://dealer.example/used/2020-jeep-P1238?utm_source=ad"


@pytest.mark.parametrize(
    "text", ["Is this still there?", "How many owners did it have?", "What's the price?"]
)
def test_a_question_without_a_car_is_about_the_one_of_the_page(read, text):
    (car,) = read(text, page=PAGE).vehicles
    assert (car.stock, car.before) == ("P1238", True)


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Is the red CX-5 still there?", PAGE),
        ("When do you open on Saturday?", PAGE),
        ("Is this still there?", "https://dealer.example/used/"),
        ("Is this still there?", "https://dealer.example/blog/winter-2025"),
    ],
)
def test_a_named_car_another_matter_and_another_page_name_none(read, text, page):
    assert not any(car.stock for car in read(text, page=page).vehicles)
