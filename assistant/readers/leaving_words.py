"""Words of which a short wish to be left alone is made, and nothing else."""

_MAIL = """
ad ads advertising call calls communication communications contact contacting correspondence email
emails follow followup followups junk mail mailing mailings mails marketing message messages
newsletter newsletters offer offers reminders send sending sent spam survey surveys text texts up
ups write writing
"""
_OTHERS = """
a again all already also am and anymore anything are as ask asked asking at be been before being but
can care could do ever everyone everything for forever from further future get getting give go going
good had has have he her him i i'd i'm i've if immediately in is it just keep kill kindly last like
longer need never nicely no now of on once one people please pls really receive receiving she should
so some somebody someone sorry such take taken than thank thanks that the them they thought time
times to today told twice u want wants way we we'd whole will wish with would you your yours
"""
STOPPING = frozenset(
    {"stop", "stopped", "stopping", "quit", "cease", "end", "ended", "discontinue", "halt", "desist", "rest"}
)
TAKING_OUT = frozenset(
    {
        "remove",
        "removed",
        "removing",
        "removal",
        "delete",
        "deleted",
        "off",
        "out",
        "erase",
        "unsubscribe",
        "unsubscribed",
        "unlist",
    }
)
OURS = frozenset({"me", "us", "my", "mine", "our", "name", "list", "lists", "was", "were"})
NO = frozenset({"not", "no", "never", "nothing", "without", "none"})
THIS = frozenset({"this", "these", "those", "more", "any", "stuff"})
MAIL = frozenset(_MAIL.split())
KNOWN = STOPPING | TAKING_OUT | OURS | NO | THIS | MAIL | frozenset(_OTHERS.split())
