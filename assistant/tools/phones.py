"""Telephone numbers in any writing, by libphonenumber."""

import phonenumbers

LONGEST_TEXT = 20_000  # characters searched


def normal(text: str, region: str = "US") -> str:
    """The number in E.164 ("+12065550143"); empty where it is none that could exist."""
    try:
        number = phonenumbers.parse(text[:60], region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phones_in(text: str, region: str = "US") -> tuple[str, ...]:
    """All numbers in running text, in E.164, each once, in order."""
    matcher = phonenumbers.PhoneNumberMatcher(text[:LONGEST_TEXT], region)
    found = (phonenumbers.format_number(m.number, phonenumbers.PhoneNumberFormat.E164) for m in matcher)
    return tuple(dict.fromkeys(found))


def spoken(text: str, region: str = "US") -> str:
    """As people of the region write it ("(206) 555-0143"); unchanged where it is no number."""
    try:
        number = phonenumbers.parse(text[:60], region)
    except phonenumbers.NumberParseException:
        return text
    home = phonenumbers.parse("2065550100", "US") if region == "US" else None
    national = home is not None and number.country_code == home.country_code
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
