"""Whose row is it: by key, else e-mail, else phone, else a new customer. What a record says is verified."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from assistant.core.names import parts, same_first_name
from assistant.imports import cells
from assistant.imports.batch import Run
from assistant.imports.consents import NO_WISHES, Wishes
from assistant.imports.report import Unusable
from assistant.imports.table import Row
from assistant.records import Customer, Identity, IdentityKind, Session

TEXTS = ("name", "company", "address", "language", "prefers")


@dataclass(frozen=True)
class Person:
    """What one row says about a customer; `key` as in the file they come from."""

    key: str = ""
    name: str = ""
    company: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    unlisted: str = ""  # contact data that cannot be used, but tells two people of one name apart
    address: str = ""
    language: str = ""
    prefers: str = ""
    since: datetime | None = None
    wishes: Wishes = NO_WISHES

    def without(self, fields: Iterable[str]) -> "Person":
        blank: dict[str, Any] = dict.fromkeys(fields, "")
        return replace(self, **blank)

    @property
    def known(self) -> bool:
        return bool(self.key or self.name or self.company or self.emails or self.phones)

    @property
    def stable_key(self) -> str:
        """The key, or one made of what the row says, so that the same row is the same customer again."""
        if self.key or self.emails or self.phones:
            return self.key
        return cells.fingerprint("person", self.name, self.company, self.unlisted or self.address)


def person(row: Row, run: Run, *, key: str) -> Person:
    """What the row says; a bad address or number is remarked on and left out. `key` names the key's field."""
    given = " ".join(filter(None, (row.get("first"), row.get("middle"), row.get("last"))))
    emails, bad_emails = _readable(row, run, "email")
    phones, bad_phones = _readable(row, run, "phone")
    return Person(
        key=row.get(key),
        name=cells.name(row.get("name") or given),
        company=row.get("company"),
        emails=emails,
        phones=phones,
        unlisted=" ".join(bad_emails + bad_phones),
        address=row.get("address") or _address(row),
        language=row.get("language").lower()[:2],
        prefers=row.get("prefers"),
    )


def _readable(row: Row, run: Run, field: str) -> tuple[tuple[str, ...], list[str]]:
    good, bad = [], []
    for text in row.all(field):
        try:
            good.append(cells.email(text) if field == "email" else cells.phone(text, run.region))
        except Unusable as error:
            run.remark(row, f"{error}; the rest of the row was taken")
            bad.append(text)
    return tuple(dict.fromkeys(good)), bad


def _address(row: Row) -> str:
    place = " ".join(filter(None, (row.get("state"), row.get("zip"))))
    return ", ".join(filter(None, (row.get("street"), row.get("street2"), row.get("city"), place)))


class People:
    """The customers of one batch: looked up at once, then found or made one by one."""

    def __init__(self, session: Session, run: Run, persons: Iterable[Person]) -> None:
        self.session, self.run = session, run
        wanted = list(persons)
        keys = sorted({p.stable_key for p in wanted if p.stable_key})
        rows = session.scalars(Customer.with_keys(run.store_id, keys)).all()
        self._by_key: dict[str, Customer] = {str(row.key): _survivor(session, row) for row in rows}
        self._by_identity: dict[tuple[IdentityKind, str], list[Identity]] = {}
        self._read(IdentityKind.EMAIL, {e for p in wanted for e in p.emails})
        self._read(IdentityKind.PHONE, {n for p in wanted for n in p.phones})

    def _read(self, kind: IdentityKind, values: set[str]) -> None:
        for identity in self.session.scalars(Identity.among(self.run.store_id, kind, sorted(values))):
            self._by_identity.setdefault((kind, identity.value), []).append(identity)

    def find(self, person: Person) -> Customer | None:
        """By key, else by address, else by verified number; two names at one address are two customers."""
        keyed = self._by_key.get(person.stable_key)
        if keyed is not None:
            return keyed
        emails = [(IdentityKind.EMAIL, value) for value in person.emails]
        phones = [(IdentityKind.PHONE, value) for value in person.phones]
        for kind, value in emails + phones:
            for identity in self._by_identity.get((kind, value), ()):
                if (identity.verified or kind is IdentityKind.EMAIL) and may_be(identity.customer, person):
                    return identity.customer
        return None

    def make(self, person: Person) -> Customer:
        customer = Customer(store_id=self.run.store_id, since=person.since or self.run.now, name="")
        customer.company = customer.language = customer.address = customer.prefers = ""
        self.session.add(customer)
        self.tell(customer, person)
        return customer

    def tell(self, customer: Customer, person: Person) -> bool:
        """Put down what the row says; whether it was news. What a row leaves empty stays as it was."""
        news = False
        if person.stable_key and (customer.key is None or customer.key.startswith("~")):
            news = customer.key != person.stable_key
            customer.key = person.stable_key
            self._by_key[person.stable_key] = customer
        elif person.stable_key and customer.key != person.stable_key:  # the key of who was merged into them
            person = replace(person, since=None).without(f for f in TEXTS if getattr(customer, f))
        for field in (*TEXTS, "since"):
            said = getattr(person, field)
            if said and said != getattr(customer, field):
                setattr(customer, field, said)
                news = True
        news |= self._prove(customer, IdentityKind.EMAIL, person.emails)
        return self._prove(customer, IdentityKind.PHONE, person.phones) or news

    def meet(self, person: Person) -> Customer:
        """The customer of a deed's row: only what is missing on record is filled in from it."""
        found = self.find(person)
        if found is None:
            return self.make(person)
        said = replace(person, since=None)
        self.tell(found, said.without(f for f in TEXTS if getattr(found, f)))
        return found

    def _prove(self, customer: Customer, kind: IdentityKind, values: tuple[str, ...]) -> bool:
        news = False
        for value in values:
            known = customer.identity(kind, value)
            news |= known is None or not known.verified
            proven = customer.proves(kind, value, self.run.basis, self.run.now)
            holders = self._by_identity.setdefault((kind, value), [])
            if proven not in holders:
                holders.append(proven)
        return news


def _survivor(session: Session, customer: Customer) -> Customer:
    key = customer.merged_into_id
    return customer if key is None else session.get_one(Customer, key)


def may_be(customer: Customer, person: Person) -> bool:
    """Whether key and name allow that they are one: the address may be a family's or a desk's."""
    if person.key and customer.key and not customer.key.startswith("~") and customer.key != person.key:
        return False
    mine, theirs = parts(customer.name), parts(person.name)
    if not mine or not theirs:
        return True
    if len(mine) == 1 or len(theirs) == 1:
        return same_first_name(mine[0], theirs[0]) or mine[-1].lower() == theirs[-1].lower()
    return mine[-1].lower() == theirs[-1].lower() and same_first_name(mine[0], theirs[0])
