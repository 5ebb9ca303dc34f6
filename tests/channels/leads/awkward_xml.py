"""Awkward ADF documents of our own, each with the fields that a careful person reads in it."""

BASE = """<?ADF VERSION "1.0"?><?XML VERSION "1.0"?>
<adf><prospect status="new"><id sequence="1" source="Motorpage">77123</id>
<requestdate>2026-11-23T09:30:00-05:00</requestdate>
<vehicle interest="buy" status="used"><year>2021</year><make>Subaru</make><model>Forester</model>
<stock>P7781</stock><price type="asking" currency="USD">24900</price></vehicle>
<customer><contact primarycontact="1"><name part="first">Ann</name><name part="last">Lee</name>
<email>ann@mail.example</email><phone type="cellphone" time="evening">206-555-0143</phone></contact>
<comments>Is it still there?</comments></customer>
<vendor><vendorname>Northgate Motors</vendorname></vendor>
<provider><name part="full">Motorpage</name></provider></prospect></adf>"""
ANN = {"name": "Ann Lee", "email": "ann@mail.example", "phones": ["206-555-0143"], "car": "2021 Subaru Forester",
       "comments": "Is it still there?"}  # fmt: skip
TWO = BASE.replace("</prospect></adf>", "</prospect>") + (
    "<prospect><vehicle><year>2019</year><make>Ford</make><model>Edge</model></vehicle><customer><contact>"
    "<name part='full'>Bo Diaz</name><email>bo@mail.example</email></contact></customer></prospect></adf>"
)
HEAD = "<adf><prospect>"
TAIL = "</prospect></adf>"
BOMB = '<!DOCTYPE adf [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'


def customer(inner, rest=""):
    return f"{HEAD}<customer><contact>{inner}</contact>{rest}</customer>{TAIL}"


CASES = [
    ("as the specification has it", BASE, ANN),
    ("upper case", BASE.upper(), {"name": "ANN LEE", "email": "ANN@MAIL.EXAMPLE", "phones": ["206-555-0143"]}),
    ("mixed case that does not match", BASE.replace("</contact>", "</CONTACT>").replace("<customer>", "<Customer>"), ANN),
    ("escaped", BASE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), ANN),
    ("escaped twice", BASE.replace("<", "&amp;lt;").replace(">", "&amp;gt;"), ANN),
    ("escaped three times with numbers", BASE.replace("<", "&amp;#60;").replace(">", "&amp;#62;"), ANN),
    ("no root", BASE.replace("<adf>", "").replace("</adf>", ""), ANN),
    ("two, no root", TWO.replace("<adf>", "").replace("</adf>", ""), {**ANN, "leads": 2}),
    ("two in one", TWO, {**ANN, "leads": 2, "last": {"name": "Bo Diaz", "car": "2019 Ford Edge"}}),
    ("two, the first broken", TWO.replace("</email>", "", 1).replace("</contact>", "", 1),
     {**ANN, "leads": 2, "last": {"name": "Bo Diaz", "email": "bo@mail.example"}}),
    ("two, the first never closed", TWO.replace("</prospect>", "", 1),
     {**ANN, "leads": 2, "last": {"name": "Bo Diaz"}}),
    ("two, the second cut off", TWO[:-60], {**ANN, "leads": 2, "last": {"name": "Bo Diaz"}}),
    ("two documents one after the other", BASE + "\n\n" + BASE.replace("Ann", "Bo"),
     {**ANN, "leads": 2, "last": {"name": "Bo Lee"}}),
    ("a default namespace", BASE.replace("<adf>", '<adf xmlns="http://adf.example/1.0">'), ANN),
    ("prefixes", BASE.replace("</", "</a:").replace("<adf>", '<adf xmlns:a="urn:adf">').replace("</a:adf>", "</adf>")
     .replace("<prospect", "<a:prospect").replace("<id", "<a:id").replace("<requestdate", "<a:requestdate")
     .replace("<vehicle", "<a:vehicle").replace("<customer", "<a:customer").replace("<contact", "<a:contact")
     .replace("<name", "<a:name").replace("<email", "<a:email").replace("<phone", "<a:phone")
     .replace("<year", "<a:year").replace("<make", "<a:make").replace("<model", "<a:model")
     .replace("<stock", "<a:stock").replace("<price", "<a:price").replace("<comments", "<a:comments")
     .replace("<vendor", "<a:vendor").replace("<provider", "<a:provider"), ANN),
    ("prefixes that nobody declared", BASE.replace("<email>", "<x:email>").replace("</email>", "</x:email>"), ANN),
    ("email not closed", BASE.replace("</email>", ""), ANN),
    ("first name not closed", BASE.replace('Ann</name>', "Ann"), ANN),
    ("year, make and model not closed", BASE.replace("</year>", "").replace("</make>", "").replace("</model>", ""), ANN),
    ("contact and customer not closed", BASE.replace("</contact>", "").replace("</customer>", ""), ANN),
    ("no close tag at all", BASE[:BASE.index("<vendor>")].replace("</", "<!-- /").replace("<!-- /", "</")
     .replace("</year>", "").replace("</email>", "").replace("</phone>", "").replace("</comments>", "")
     .replace("</contact>", "").replace("</name>", "").replace("</customer>", ""), ANN),
    ("cut in a word of the comment", BASE[: BASE.index("still") + 3],
     {**ANN, "comments": "Is it sti"}),
    ("cut in a tag", BASE[: BASE.index("</comments>") + 5], ANN),
    ("cut in an attribute", BASE[: BASE.index("time=") + 6],
     {"name": "Ann Lee", "email": "ann@mail.example"}),
    ("ampersands", BASE.replace("Is it still there?", "Me & my wife like it, R&D too &c."),
     {**ANN, "comments": "Me & my wife like it, R&D too &c."}),
    ("an entity of HTML", BASE.replace("Ann<", "Ann&nbsp;Marie<").replace("there?", "there? Caf&eacute; &ndash; 5&euro;"),
     {"name": "Ann Marie Lee", "comments": "Is it still there? Café – 5€"}),
    ("an entity that nobody knows", BASE.replace("still", "&foo; still"),
     {**ANN, "comments": "Is it &foo; still there?"}),
    ("less than", BASE.replace("Is it still there?", "I pay < 20k and <$500 a month, < 60k miles"),
     {**ANN, "comments": "I pay < 20k and <$500 a month, < 60k miles"}),
    ("less than before a word", BASE.replace("Is it still there?", "price <twenty or less <Bob says"),
     {**ANN, "comments": "price <twenty or less <Bob says"}),
    ("an address in angle brackets", BASE.replace("ann@mail.example", "Ann <ann@mail.example>"), ANN),
    ("a mailto", BASE.replace("ann@mail.example", "mailto:ann@mail.example"), ANN),
    ("an address that a mailer linked",
     BASE.replace("ann@mail.example", '<a href="mailto:ann@mail.example">ann@mail.example</a>'), ANN),
    ("CDATA", BASE.replace("Is it still there?", "<![CDATA[Is it <b>still</b> there?<br>Or < 5 & gone]]>"),
     {**ANN, "comments": "Is it still there?\nOr < 5 & gone"}),
    ("CDATA that never ends", BASE.replace("Is it still there?", "<![CDATA[Is it still there?"), ANN),
    ("an XML comment", BASE.replace("<comments>", "<!-- hot lead, call now -->\n<comments>"),
     {**ANN, "more": "hot lead, call now"}),
    ("an XML comment inside a name", BASE.replace("Ann<", "A<!-- x -->nn<"), ANN),
    ("bold inside a name", BASE.replace("Ann<", "<b>A</b>nn<"), ANN),
    ("elements that nobody knows",
     BASE.replace("<comments>", "<loyalty level='gold'>since 1999<pin>4471</pin> member</loyalty><comments>"),
     {**ANN, "more": "gold since 1999 4471 member"}),
    ("an empty element that nobody knows", BASE.replace("<comments>", "<sunroof/><comments>"),
     {**ANN, "more": "sunroof"}),
    ("an attribute that nobody knows", BASE.replace("<contact ", "<contact language='es' "), {**ANN, "more": "es"}),
    ("attributes without quotes", BASE.replace('part="first"', "part=first").replace('"last"', "last"), ANN),
    ("curly quotes", BASE.replace('part="first"', "part=“first”"), ANN),
    ("broken bytes of windows-1252",
     BASE.replace("Ann", "Zoë").replace("still there?", "“still” there – yes?").encode("cp1252"),
     {"name": "Zoë Lee", "comments": "Is it “still” there – yes?"}),
    ("UTF-8 declared as latin-1",
     BASE.replace('<?XML VERSION "1.0"?>', '<?xml version="1.0" encoding="iso-8859-1"?>').replace("Ann", "Zoë").encode(),
     {"name": "Zoë Lee"}),
    ("UTF-16", BASE.replace("Ann", "Zoë").encode("utf-16"), {"name": "Zoë Lee", "email": "ann@mail.example"}),
    ("UTF-8 declared as UTF-16", BASE.replace('<?XML VERSION "1.0"?>', '<?xml version="1.0" encoding="utf-16"?>').encode(), ANN),
    ("control characters", BASE.replace("still", "st\x0bi\x00ll"), {"name": "Ann Lee", "car": "2021 Subaru Forester"}),
    ("quoted by a forward", "\n".join(f"> {line}" for line in BASE.splitlines()), ANN),
    ("quoted twice", "\n".join(f">> {line}" for line in BASE.splitlines()), ANN),
    ("entities of its own", BASE.replace("<adf>", BOMB + "<adf>").replace("still", "still &b; &f;"),
     {"name": "Ann Lee", "email": "ann@mail.example"}),
    ("a harmless document type", BASE.replace("<adf>", '<!DOCTYPE adf SYSTEM "adf.dtd"><adf>'), ANN),
    ("trade-in, money and time",
     f"{HEAD}<vehicle interest='buy'><year>2021</year><make>Subaru</make><model>Forester</model>"
     "<finance><method>finance</method><amount type='downpayment' limit='maximum' currency='USD'>3000</amount>"
     "<amount type='monthly' currency='USD'>400</amount></finance></vehicle>"
     "<vehicle interest='trade-in'><year>2014</year><make>Ford</make><model>Edge</model>"
     "<odometer status='original' units='miles'>91000</odometer><condition>good</condition></vehicle>"
     "<customer><contact><name part='full'>Ann Lee</name><phone preferredcontact='1' time='evening'>206-555-0143</phone>"
     "<email preferredcontact='0'>ann@mail.example</email></contact>"
     "<timeframe><description>within a month</description><earliestdate>2026-12-01</earliestdate>"
     f"<latestdate>2026-12-20</latestdate></timeframe></customer>{TAIL}",
     {"car": "2021 Subaru Forester", "trade": "2014 Ford Edge", "finance": "finance 3000 400 monthly",
      "timeframe": "within a month 2026-12-01 2026-12-20", "contact_by": "phone", "contact_time": "evening"}),
    ("phone only", customer("<name part='full'>Ann Lee</name><phone>206-555-0143</phone>"),
     {"name": "Ann Lee", "email": "", "phones": ["206-555-0143"]}),
    ("names without parts", customer("<firstname>Ann</firstname><lastname>Lee</lastname><email>ann@mail.example</email>"),
     {"name": "Ann Lee", "email": "ann@mail.example"}),
    ("contacts outside of contact",
     f"{HEAD}<customer><name>Ann Lee</name><email>ann@mail.example</email><phone>206-555-0143</phone></customer>{TAIL}",
     {"name": "Ann Lee", "email": "ann@mail.example", "phones": ["206-555-0143"]}),
    ("two e-mails", customer("<name>Ann Lee</name><email>ann@mail.example</email><email>lee@work.example</email>"),
     {"email": "ann@mail.example", "more": "lee@work.example"}),
    ("the preferred e-mail second",
     customer("<name>Ann Lee</name><email>old@mail.example</email><email preferredcontact='1'>ann@mail.example</email>"),
     {"email": "ann@mail.example", "contact_by": "email", "more": "old@mail.example"}),
    ("an e-mail that is none", customer("<name>Ann Lee</name><email>not given</email><phone>206-555-0143</phone>"),
     {"email": "", "more": "not given"}),
    ("two contacts", f"{HEAD}<customer><contact><name>Ann Lee</name><email>ann@mail.example</email></contact>"
     f"<contact><name>Bo Lee</name><phone>206-555-0199</phone></contact></customer>{TAIL}",
     {"name": "Ann Lee", "more": "Bo Lee 206-555-0199"}),
    ("options and colours", BASE.replace("</vehicle>", "<doors>4</doors><bodystyle>SUV</bodystyle><colorcombination>"
     "<interiorcolor>tan</interiorcolor><exteriorcolor>green</exteriorcolor><preference>1</preference></colorcombination>"
     "<option><optionname>Tow package</optionname><manufacturercode>T45</manufacturercode><stock>77</stock>"
     "<price>350</price></option><pricecomments>firm</pricecomments></vehicle>"),
     {**ANN, "stock": "P7781", "more": "4 SUV tan green Tow package T45 350 firm"}),
    ("quotes around values", BASE.replace('"first"', "'first'"), ANN),
    ("a tab-separated tag", BASE.replace("<email>", "<email\t>").replace("</phone>", "</phone\n>"), ANN),
    ("a prolog after blanks", "\n\n   " + BASE, ANN),
    ("an address in parts",
     customer("<name>Ann Lee</name><address type='home'><street line='1'>1 Elm St</street><street line='2'>Apt 4</street>"
              "<city>Salem</city><regioncode>OR</regioncode><postalcode>97301</postalcode><country>US</country></address>"),
     {"address": "1 Elm St, Apt 4, Salem, OR, 97301, US"}),
    ("interests of another kind", BASE.replace('interest="buy"', 'interest="test-drive"'), {**ANN, "interest": "test-drive"}),
]  # fmt: skip
