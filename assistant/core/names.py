"""First names and what else they are called; titles."""

from assistant.core.words import listed, plain

TITLES = listed("mr mrs ms miss mx dr prof sir madam sr sra srta señor señora señorita m mme mlle herr frau")
_GROUPS = """
robert rob bob bobby robbie|william will bill billy liam|richard rick dick rich ricky
james jim jimmy jamie|john jack johnny jon|jonathan jon john|thomas tom tommy
michael mike mick mickey|joseph joe joey|david dave|daniel dan danny|matthew matt|anthony tony
charles charlie chuck|christopher chris|christina chris tina|christine chris tina
edward ed eddie ted ned|steven stephen steve|kenneth ken kenny|andrew andy drew
elizabeth liz beth betty eliza lizzie betsy|margaret maggie meg peggy marge
katherine catherine kathryn kate kathy katie cathy|patricia pat patty trish|patrick pat
jennifer jen jenny|jessica jess|susan sue susie|deborah debra deb debbie|barbara barb
samuel samantha sam sammy|alexander alexandra alex al sandy|nicholas nick|nicole nikki|benjamin ben
gregory greg|jeffrey geoffrey jeff|timothy tim|ronald ron|donald don|lawrence larry|gerald jerry
raymond ray|theodore ted theo|francis frank|francisco frank paco pancho|frances fran
victoria vicky tori|rebecca becky|cynthia cindy|kimberly kim|pamela pam|philip phillip phil
peter pete|leonard len lenny|eugene gene|abigail abby|jose pepe|ignacio nacho|guadalupe lupe
roberto beto|antonio tony toño|eduardo eddie lalo|luis lou|louis lou|nathaniel nathan nate
zachary zach|joshua josh|vincent vince|walter walt|harold hal harry|henry hank harry|dorothy dot
judith judy|jacqueline jackie|sandra sandy|teresa theresa terry tess|allison alison allie
amanda mandy
"""
NICKNAMES: dict[str, frozenset[str]] = {}
for _group in _GROUPS.replace("\n", "|").split("|"):
    for _name in _group.split():
        NICKNAMES[plain(_name)] = NICKNAMES.get(plain(_name), frozenset()) | {
            plain(n) for n in _group.split()
        }


def same_first_name(one: str, other: str) -> bool:
    """Whether two spellings may call the same person: José and Jose, Bob and Robert."""
    first, second = plain(one), plain(other)
    return first == second or second in NICKNAMES.get(first, ())


def parts(name: str) -> tuple[str, ...]:
    """The words of a name without titles, commas and initials' dots."""
    found = (word.strip(".,;:()\"'") for word in name.split())
    return tuple(word for word in found if word and plain(word) not in TITLES)
