"""Mails that were never in the scenarios, with what an answer to each must hold and must not.

Who writes, to which desk, what; a pattern for the draft, and one against it.
"""

KIM = "Kim Osei <kim.osei@mail.example>"

MAILS = [
    # whose car it is, and when they come
    (
        "service",
        "I need an oil change on a 2020 RAV4 before I drive to Chicago on Saturday. How long does it"
        " take and do"
        " you have a waiting room with wifi? I could do Thursday or Friday after 2.",
        r"Wi-Fi",
        r"stock list|RAV4 XLE|Saturday works",
    ),
    (
        "service",
        "Friday doesn't work after all, my sitter cancelled. Early next week?",
        r"free|suit|work",
        r"Friday",
    ),
    (
        "sales",
        "Could I come by on Sunday? It is my only free day. It is about the Mazda3 P1241.",
        r"closed on Sunday",
        "",
    ),
    (
        "service",
        "running abt 15 behind sorry traffic",
        r"letting me know|No problem",
        r"answer this properly",
    ),
    # what they would spend, and for whom
    (
        "sales",
        "We have about 18 thousand and need something safe for school runs. What would you look at in"
        " my place?",
        r"\$1[5-7],\d{3}",
        r"\$(?:19|2\d|3\d),\d{3}|I'll find out what",
    ),
    (
        "sales",
        "im looking for something for my son he just got his license",
        r"new drivers",
        r"answer this properly",
    ),
    (
        "sales",
        "Would you take 23,000 for the 2019 Pilot if I come with a check tomorrow?",
        r"advertised price",
        r"23,000",
    ),
    (
        "sales",
        "Any chance of a video of the 2022 Forester Sport P1215 running?",
        r"video of the .*Forester",
        r"list doesn't",
    ),
    (
        "sales",
        "The parish needs something that takes seven adults and the council has authorised twenty-five"
        " thousand. Do"
        " you have such a thing?",
        r"Pilot",
        r"find out whether",
    ),
    (
        "sales",
        "Boris, who is a Great Dane, comes along. Would three car seats fit in the green Telluride?",
        r"Telluride",
        r"who is a Great",
    ),
    ("sales", "you ever find me a tacoma", r"no Tacoma", r"what became of it"),
    # snippets answer only what names their subject
    ("service", "Do you guys wash the car after service? And is it free?", r"whether we wash", r"\$|pads"),
    ("sales", "Also is the second key included with the blue Civic?", r"second key", r"drop box"),
    (
        "service",
        "I got a card about a fuel pump recall on my 2019 Outback. How do I know if mine is included,"
        " does it cost"
        " anything and how long would I be without the car?",
        r"Recall work costs nothing",
        r"pads",
    ),
    ("service", "what time does service open tmrw and can i just drop the key", r"green drop box", ""),
    ("sales", "If I leave my car for the recall, do I get a loaner?", r"loaner car", ""),
    ("service", "Thanks Luis. One more thing, did the tech see anything on the brakes?", r"brakes", r"\$450"),
    (
        "parts",
        "Do you stock mud flaps for a 2023 Crosstrek, how much and can you put them on while I wait?",
        r"Omar",
        r"coffee|\$28",
    ),
    # harm, and what it cost them
    (
        "service",
        "I picked my Forester up yesterday and there is a long scratch down the passenger door. I had"
        " to leave work"
        " early to get it. What are you going to do about this?",
        r"long scratch.*ours to put right.*leave work early.*picture",
        r"how this happened",
    ),
    (
        "service",
        "You guys told me the repair would be around 600 and the bill was $934.20. Nobody called to ask"
        " me before"
        " doing the extra work. I want to know why.",
        r"You were told.*nobody called.*line by line",
        r"We told you",
    ),
    (
        "sales",
        "1 star. Salesman told me the car had heated seats. It does not. I drove 90 miles.",
        r"told the car had heated seats when it does not",
        r"What you describe",
    ),
    (
        "sales",
        "It has been seven weeks and I still have no plates for the Outback. I've called four times. My"
        " temp tag"
        " runs out on Friday. When do I get the plates?",
        r"called four times.*sorry.*runs out on Friday",
        "",
    ),
    (
        "service",
        "You folks replaced the valve cover gasket three weeks ago for $612 and there is oil all over my new"
        " driveway. I want this fixed right.",
        r"oil all over your new driveway",
        r"\$612|We folks",
    ),
    (
        "service",
        "Allstate says they sent you the check for my bumper two weeks ago and your body shop says they"
        " never got"
        " it. I just want my car back. Who do I believe?",
        r"take it up with Allstate",
        r"who you believe",
    ),
    (
        "sales",
        "I have asked FOUR times to be taken off your text list. What does it take?",
        r"stopped",
        r"what it takes",
    ),
    (
        "service",
        "Fourth day without my car and the loaner you gave me smells like cigarettes. Please swap it today.",
        r"loaner we gave you smells",
        r"can give you a loaner",
    ),
    (
        "service",
        "This is the third time in five weeks my 2022 Ascent is with you for the same warning light. I"
        " want somebody"
        " senior to look at it.",
        r"third time in five weeks your 2022 Ascent is with us",
        r"What you describe",
    ),
    (
        "sales",
        "Your finance manager ran my credit THREE times after I told him once. I'm closing on a house"
        " in three weeks."
        " I want to know who authorized that.",
        r"Our finance manager ran your credit three times",
        r"open today",
    ),
    (
        "service",
        "I didn't see it until I got home but the passenger side mirror has a crack from corner to"
        " corner. It was whole"
        " when I handed over the key. Will you be fixing this?",
        r"mirror has a crack from corner to corner.*ours to put right",
        r"I want to answer",
    ),
    # what they tell of themselves, and praise
    (
        "service",
        "I came in scared because I know nothing about cars and my dad always did this for me and he"
        " died in August."
        " Luis explained everything and never once made me feel dumb. Thank you from both of us.",
        r"Thank you",
        r"That is on us|bill",
    ),
    (
        "sales",
        "On Friday I limped in with a nail in the tire. Luis got my dad a cup of tea and kept asking"
        " him about Lagos."
        " Baba was laughing when we left. No reply needed, I just didn't want it to go unsaid.",
        r"Thank you",
        r"should not happen|on us",
    ),
    (
        "service",
        "hi have to scratch tmrw. my littlest has flu and now im shivering too",
        r"feels better soon",
        r"put right|tomorrow at",
    ),
    ("sales", "Recently widowed. Would you take the Highlander in trade?", r"sorry for your loss", ""),
    (
        "service",
        "I wanted to let you know that Luis stayed twenty minutes past closing so I could pick up my"
        " car after my"
        " shift. You don't find that anymore.",
        r"Thank you",
        r"find out|repair order",
    ),
    (
        "sales",
        "We decided on a Honda from the dealer closer to us, so please cancel Saturday.",
        r"cancel.*new car",
        r"new time",
    ),
]

YES_AND_NO = [
    ("ok go ahead", r"have it done", r"free"),
    ("no thats too much, just do the oil", r"left as it is", r"\$89"),
]
PUT_TO_THEM = "The rear pads are down to 2 mm. New pads and rotors are $490. Shall I go ahead?"
