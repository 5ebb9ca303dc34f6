"""The element names of ADF 1.0 (adfxml.info, 2000) and of the HTML that mailers mix into it."""

from assistant.core.words import listed

# What may stand directly in what; a name without a line of its own holds text only.
CHILDREN = {
    "adf": "prospect",
    "prospect": "id requestdate vehicle customer vendor provider",
    "vehicle": "id year make model vin stock trim doors bodystyle transmission odometer condition"
    " colorcombination imagetag price pricecomments option finance comments",
    "colorcombination": "interiorcolor exteriorcolor preference",
    "option": "optionname manufacturercode stock weighting price",
    "finance": "method amount balance",
    "customer": "contact id timeframe comments",
    "timeframe": "description earliestdate latestdate",
    "contact": "name email phone address",
    "address": "street apartment city regioncode postalcode country",
    "vendor": "id vendorname url contact",
    "provider": "id name service url email phone contact",
}
INSIDE = {parent: frozenset(names.split()) for parent, names in CHILDREN.items()}
ADF = frozenset(INSIDE) | frozenset().union(*INSIDE.values())
BLOCKS = frozenset(listed("""br p div li tr table tbody ul ol h1 h2 h3 h4 blockquote pre hr"""))
HTML = BLOCKS | frozenset(
    listed("""html head body meta a b i u em strong span font code tt small big sub sup td th img center""")
)


def local(name: str) -> str:
    """A tag or attribute name without its namespace, in lower case."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()
