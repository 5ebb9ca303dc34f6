"""Vehicle identification numbers that are well formed: 17 characters with a true check digit (49 CFR 565)."""

import random

MAKERS = {
    "Subaru": "4S4", "Honda": "1HG", "Toyota": "4T1", "Mazda": "JM3", "Kia": "5XY", "Ford": "1FT",
    "Jeep": "1C4", "Hyundai": "KM8", "Nissan": "5N1", "Chevrolet": "1G1",
}  # fmt: skip
YEARS = "ABCDEFGHJKLMNPRSTVWXY"  # position 10, from 2010
LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VALUES = {mark: int(value) for mark, value in zip(LETTERS, "12345678123457923456789", strict=True)}
VALUES |= {str(digit): digit for digit in range(10)}


def vin(make: str, year: int, seed: str) -> str:
    """The same for the same seed."""
    dice = random.Random(f"vin {seed}")  # noqa: S311 - a sample must be the same each time
    described = "".join(dice.choice(LETTERS) for _ in range(3)) + str(dice.randrange(10, 99))
    serial = f"{YEARS[year - 2010]}{dice.choice(LETTERS)}{dice.randrange(100_000, 999_999)}"
    bare = f"{MAKERS[make]}{described}0{serial}"
    return bare[:8] + check_digit(bare) + bare[9:]


def check_digit(number: str) -> str:
    """What must stand at the ninth place; whatever stands there now does not count."""
    rest = sum(VALUES[mark] * weight for mark, weight in zip(number, WEIGHTS, strict=True)) % 11
    return "X" if rest == 10 else str(rest)
