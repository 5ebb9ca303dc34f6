"""What a text states that could be wrong: amounts, numbers, days and times, codes, names, availability."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.core.claim_patterns import (
    ABOUT,
    ANY_NAME,
    AVAILABILITY,
    COUNT,
    MONEY,
    NAMED,
    NOT_STOCK,
    PLATED,
    POLICY,
    SCALES,
    SMALL,
    SPANS,
    SPELLED,
    STOCK,
    UNIT,
    UNIT_NAMES,
)
from assistant.core.mentions import EMAIL, HASHED, LINK, NUMBERED, PHONE, VIN
from assistant.core.when_words import Atom, AtomKind, atoms
from assistant.core.words import fold

CAP = 20_000  # characters looked at


class ClaimKind(StrEnum):
    AMOUNT = "amount"
    NUMBER = "number"  # with its unit
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    VIN = "VIN"
    STOCK = "stock number"  # also plates and order numbers
    PHONE = "phone number"
    EMAIL = "address"
    NAME = "name"
    AVAILABILITY = "availability"
    POLICY = "policy"


@dataclass(frozen=True)
class Claim:
    """`value` is normalised: "31450", "28000 mile", "sold". `slack`: by how much a round one may be off."""

    kind: ClaimKind
    text: str
    start: int
    end: int
    value: str
    slack: float = 0

    @property
    def number(self) -> float:
        return float(self.value.split()[0])

    @property
    def unit(self) -> str:
        return self.value.partition(" ")[2]


@lru_cache(maxsize=4096)
def claims(text: str) -> tuple[Claim, ...]:
    """In order; where two readings overlap the earlier family of the list below wins.

    A state may begin with the code or the year of its car: "P1234 is here", "the 2022 Outback is here".
    """
    text = text[:CAP]
    folded, covered = fold(text), bytearray(len(text))
    taken: list[Claim] = []
    for link in LINK.finditer(text):  # an address states nothing: safe-links looks at those
        covered[link.start() : link.end()] = b"\1" * len(link[0])
    for family in (_codes, _moments, _amounts, _counts, _people, _states):
        for claim in family(text, folded):
            begin = claim.end - 1 if family is _states else claim.start
            if not any(covered[begin : claim.end]):
                taken.append(claim)
                covered[claim.start : claim.end] = b"\1" * (claim.end - claim.start)
    return tuple(sorted(taken, key=lambda claim: claim.start))


def _codes(text: str, _folded: str) -> Iterator[Claim]:
    for kind, pattern in ((ClaimKind.EMAIL, EMAIL), (ClaimKind.VIN, VIN), (ClaimKind.PHONE, PHONE)):
        for found in pattern.finditer(text):
            value = re.sub(r"\D", "", found[0])[-10:] if kind is ClaimKind.PHONE else found[0].upper()
            yield Claim(kind, found[0], found.start(), found.end(), value)
    for found in (*NUMBERED.finditer(text), *HASHED.finditer(text), *PLATED.finditer(text)):
        yield Claim(ClaimKind.STOCK, found["id"], found.start("id"), found.end("id"), found["id"].upper())
    for found in STOCK.finditer(text):
        yield Claim(ClaimKind.STOCK, found[0], found.start(), found.end(), found[0].upper())


def _moments(text: str, _folded: str) -> Iterator[Claim]:
    for atom in atoms(text):
        kind = ClaimKind.TIME if atom.kind in (AtomKind.CLOCK, AtomKind.RANGE) else ClaimKind.DATE
        yield Claim(kind, text[atom.start : atom.end], atom.start, atom.end, _atom_value(atom))


def _atom_value(atom: Atom) -> str:
    return ":".join([atom.kind, *map(str, atom.numbers), atom.word])


def _amounts(text: str, folded: str) -> Iterator[Claim]:
    for found in MONEY.finditer(folded):
        written = found["n"] or found["n2"]
        kilo = bool(found["k"] or found["k2"])
        end = found.start() + len(found[0].rstrip())
        yield _amount(text, folded, (found.start(), end), *_figure(written, kilo))
    for found in SPELLED.finditer(folded):
        value, slack = _spelled(found[0])
        money = re.match(r"\s?(?:dollars|bucks)\b", folded[found.end() : found.end() + 10])
        miles = re.match(r"[- ](?:miles|mile|km)\b", folded[found.end() : found.end() + 7])
        if value >= 100 and not miles and (money or value >= 1000):
            yield _amount(text, folded, found.span(), value, slack)


def _amount(text: str, folded: str, span: tuple[int, int], value: float, slack: float) -> Claim:
    if ABOUT.search(folded[max(0, span[0] - 16) : span[0]]):
        slack = max(slack, value * 0.02)
    return Claim(
        ClaimKind.AMOUNT, text[slice(*span)], *span, f"{value:g}" if value < 1e6 else str(int(value)), slack
    )


def _figure(written: str, kilo: bool) -> tuple[float, float]:
    """Its value and how far a rounded one ("31.5k") may be off."""
    written = written.replace(",", "").rstrip(".")
    value = float(written[:15] or 0)
    if not kilo:
        return value, 0
    decimals = len(written.partition(".")[2])
    return value * 1000, 500 / 10**decimals


def _spelled(words: str) -> tuple[float, float]:
    total = part = 0
    lowest = 1
    for word in re.split(r"[- ]", words):
        if word in SCALES:
            part = max(part, 1) * SCALES[word]
            lowest = SCALES[word]
            if word != "hundred":
                total, part = total + part, 0
        elif word in SMALL:
            part += SMALL[word]
            lowest = 1
    return total + part, lowest / 2 if lowest > 100 else 0


def _counts(text: str, folded: str) -> Iterator[Claim]:
    for found in COUNT.finditer(folded):
        value, slack = (
            (SMALL[found["w"] or found["s"]], 0.0)
            if found["w"] or found["s"]
            else _figure(found["n"], bool(found["k"]))
        )
        blank = re.match(r"[-\s]?", folded[found.end() : found.end() + 1])
        at = found.end() + (blank.end() if blank else 0)
        unit = UNIT.match(folded, at)
        name = UNIT_NAMES[int((unit.lastgroup or "u0")[1:])] if unit else ""
        if folded[: found.start()].endswith("seats "):
            unit, name = None, "seat"
        if found["w"] and not name:
            continue
        end = unit.end() if unit else found.end()
        if ABOUT.search(folded[max(0, found.start() - 16) : found.start()]):
            slack = max(slack, value * 0.05)
        kind = ClaimKind.DURATION if name in SPANS else ClaimKind.NUMBER
        yield Claim(kind, text[found.start() : end], found.start(), end, f"{value:g} {name}".strip(), slack)


def _people(text: str, _folded: str) -> Iterator[Claim]:
    for found in NAMED.finditer(text):
        group = next(name for name in ("name", "doing", "will") if found[name])
        if found[group].split()[0] not in ANY_NAME:
            yield Claim(
                ClaimKind.NAME, found[group], found.start(group), found.end(group), fold(found[group])
            )


def _states(text: str, folded: str) -> Iterator[Claim]:
    for kind, table in ((ClaimKind.AVAILABILITY, AVAILABILITY), (ClaimKind.POLICY, POLICY)):
        for value, pattern in table:
            for found in pattern.finditer(folded):
                before, after = folded[max(0, found.start() - 25) : found.start()], folded[found.end() :][:14]
                around = re.split(r"[.!?]", before)[-1] + found[0] + re.split(r"[.!?]", after)[0]
                if kind is ClaimKind.POLICY or not NOT_STOCK.search(around):
                    yield Claim(kind, text[found.start() : found.end()], found.start(), found.end(), value)
