"""First names and what else they are called; titles; names that are words as well."""

from assistant.core.words import listed, plain

TITLES = listed(
    """father pastor rabbi imam sister rev reverend mr mrs ms miss mx dr prof sir madam
    sr sra srta señor señora señorita m mme mlle herr frau"""
)
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
NAMES_AND_WORDS = listed(
    """will mark grace may april june august rose hope faith joy dawn art bill rob rich frank grant jack pat
    chase drew sue guy miles ray gene dean earl max chip sunny summer autumn crystal ruby pearl iris ivy lily
    daisy violet heather holly olive ginger amber jade melody harmony destiny victor wade cliff rusty sandy
    rocky buck bud cash ace van lance pierce skip hunter mason carter cooper porter parker tanner taylor page
    charity patience constance mercy king young long short white black brown green gray grey gold silver
    little good best day night winter snow rain stone wood woods field fields hill hills lake rivers brooks
    bush church bell ball bird wolf fox bear lamb hunt fish fisher cook baker farmer miller carpenter price
    banks sharp strong swift wise love loving moody bright case chance cross fair free frost glass gross hand
    hands hardy head house key keys knight lane law light lock low major means new noble nice park parks pass
    pool post power powers read ready rice ring root rush self sell shore street summers walker wall walls
    ward waters way weeks west east north south worth yard ford lincoln austin dodge mercedes bentley royce
    morgan jordan dakota savannah sierra aspen angel star bliss blue christian dale dusty forest gale glen
    haven heath honor jay jean josh kit lee levy mack mel mona nick norm penny peg piper poppy ransom reed
    robin rod rusk sage scout sky sterling stormy tad temple terry trace trip val wren rosa luz sol paz mar
    cruz flores rey leal bueno blanco moreno rubio delgado primo santos marina serena del san von der
    das dos sales service services parts finance auto motor motors car cars truck trucks company inc llc group
    team office shop store customer support home family construction plumbing towing transport delivery rental
    rentals insurance credit union school city county"""
)
"""Names that are as often a word, a make of car or a particle; and what companies call themselves."""


def same_first_name(one: str, other: str) -> bool:
    """Whether two spellings may call the same person: José and Jose, Bob and Robert."""
    first, second = plain(one), plain(other)
    return first == second or second in NICKNAMES.get(first, ())


def parts(name: str) -> tuple[str, ...]:
    """The words of a name without titles, commas and initials' dots."""
    found = (word.strip(".,;:()\"'") for word in name.split())
    return tuple(word for word in found if word and plain(word) not in TITLES)
