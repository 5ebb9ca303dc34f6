"""found by their words

Index tables beside the records, kept in step by triggers in the same transaction: `search_name` (names,
addresses, codes; trigrams over them), `search_message` and `search_record` (full text), and `…_cjk` for the
texts whose words no blank parts. No model knows them. `fill` writes them anew; records.search.index calls it.
"""

import unicodedata
from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

from assistant.core.errors import RightbackError

revision = "0003"
down_revision = "0002"

LONGEST = 100_000  # characters indexed of one text; a tsvector holds a megabyte
CJK = "⺀-鿿가-힯豈-﫿"
LATIN = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
OTHER = [chr(code) for code in (*range(0x370, 0x530),)]  # Greek, Cyrillic: SQLite's lower() knows ASCII only
NO_TRIGRAMS = (
    "Search needs PostgreSQL's extension pg_trgm, and this database's user may not create it. Nothing was "
    "changed. Let the owner of the database run `CREATE EXTENSION pg_trgm;` in it (Debian: it comes with the "
    "package postgresql-15; elsewhere postgresql-contrib), then start again."
)
NOT_UTF8 = "The database is not in UTF-8. Nothing was changed. Make one with `createdb --encoding=UTF8`."


def letters() -> dict[str, str]:
    """Each letter with an accent as the plain ASCII letter below it; typographic marks as typed ones."""
    bases = {letter: unicodedata.normalize("NFD", letter) for letter in LATIN}
    folded = {
        letter: base[0].lower() for letter, base in bases.items() if len(base) > 1 and base[0].isascii()
    }
    return {**folded, "’": "'", "‘": "'", "–": "-", "‑": "-"}


@dataclass(frozen=True)
class Name:
    """A row of `search_name` for each row of `table`; `{r}` is that row."""

    table: str
    customer: str
    columns: str
    words: tuple[str, ...]
    codes: tuple[str, ...] = ()
    when: str = "TRUE"


@dataclass(frozen=True)
class Text:
    """A row of `search_<table>` for each row of `table`."""

    table: str
    store: str
    columns: str
    subject: str
    words: str


NAMES = (
    Name("customer", "{r}.id", "name, company, store_id", ("{r}.name", "{r}.company")),
    Name(
        "identity", "{r}.customer_id", "kind, value, customer_id, store_id", ("{r}.value",),
        when="{r}.kind <> 'visitor'",
    ),
    Name(
        "vehicle", "{r}.customer_id",
        "customer_id, store_id, stock, vin, plate, year, make, model, trim, color",
        ("COALESCE(CAST({r}.year AS TEXT), '')", "{r}.make", "{r}.model", "{r}.trim", "{r}.color"),
        ("{r}.model", "{r}.plate", "{r}.vin", "COALESCE({r}.stock, '')"),
    ),
    Name(
        "record", "{r}.customer_id", "customer_id, store_id, key, data", (),
        ("COALESCE({r}.key, '')", "{number}", "{stock}"),
        when="(COALESCE({r}.key, '') <> '' OR {number} <> '' OR {stock} <> '')",
    ),
)  # fmt: skip
SHOWN = "CASE WHEN {r}.visible_text = '' THEN {r}.text ELSE {r}.visible_text END"
TEXTS = (
    Text(
        "message", "(SELECT c.store_id FROM conversation c WHERE c.id = {r}.conversation_id)",
        "subject, visible_text, text", "{r}.subject", SHOWN,
    ),
    Text("record", "{r}.store_id", "text, store_id", "''", "{r}.text"),
)  # fmt: skip


class OnSQLite:
    """FTS5: contentless tables for texts (the words stand in the records), trigrams for names."""

    def number(self, key: str) -> str:
        return f"COALESCE(json_extract({{r}}.data, '$.{key}'), '')"

    def fold(self, words: str) -> str:
        letter = f"substr({words}, i, 1)"
        base = f"COALESCE((SELECT base FROM search_letter WHERE letter = {letter}), lower({letter}))"
        walk = f"SELECT 1, '' UNION ALL SELECT i + 1, said || {base} FROM walked WHERE i <= length({words})"
        folded = (
            f"(WITH RECURSIVE walked(i, said) AS ({walk}) SELECT said FROM walked ORDER BY i DESC LIMIT 1)"
        )
        return f"CASE WHEN {words} GLOB '*[^ -~]*' THEN {folded} ELSE lower({words}) END"

    def code(self, words: str) -> str:
        return f"lower(replace(replace({words}, ' ', ''), '-', ''))"

    def tables(self) -> None:
        op.execute("CREATE TABLE search_letter (letter TEXT PRIMARY KEY, base TEXT NOT NULL) WITHOUT ROWID")
        rows = {**{o: o.lower() for o in OTHER if o.lower() != o}, **letters()}
        op.bulk_insert(
            sa.table("search_letter", sa.column("letter"), sa.column("base")),
            [{"letter": letter, "base": base} for letter, base in rows.items()],
        )
        name_table("INTEGER PRIMARY KEY")
        op.execute(
            "CREATE VIRTUAL TABLE search_name_trigrams USING fts5"
            "(words, content='search_name', content_rowid='id', tokenize='trigram')"
        )
        plain = "content='', tokenize=\"unicode61 remove_diacritics 2\""
        for text in TEXTS:
            op.execute(f"CREATE VIRTUAL TABLE search_{text.table} USING fts5(subject, words, {plain})")
            op.execute(f"CREATE VIRTUAL TABLE search_{text.table}_cjk USING fts5(words, tokenize='trigram')")

    def triggers(self) -> None:
        trigger(
            "search_name_added", "INSERT ON search_name",
            "INSERT INTO search_name_trigrams(rowid, words) VALUES (NEW.id, NEW.words)",
        )  # fmt: skip
        trigger(
            "search_name_gone", "DELETE ON search_name",
            "INSERT INTO search_name_trigrams(search_name_trigrams, rowid, words)"
            " VALUES ('delete', OLD.id, OLD.words)",
        )  # fmt: skip
        for name in NAMES:
            gone = f"DELETE FROM search_name WHERE kind = '{name.table}' AND source_id = OLD.id"
            self._three(f"search_{name.table}_name", name.table, name.columns, gone, self.insert(name, "NEW"))
        for text in TEXTS:
            index = f"search_{text.table}"
            gone = f"INSERT INTO {index}({index}, rowid, subject, words) {self._shown(text, 'OLD', command=True)}"
            self._three(f"{index}_text", text.table, text.columns, gone, self.insert_text(text, "NEW"))
            gone = f"DELETE FROM {index}_cjk WHERE rowid = OLD.id"
            self._three(f"{index}_cjk_text", text.table, text.columns, gone, self.insert_cjk(text, "NEW"))

    def _three(self, name: str, table: str, columns: str, gone: str, added: str) -> None:
        trigger(f"{name}_added", f"INSERT ON {table}", added)
        trigger(f"{name}_changed", f"UPDATE OF {columns} ON {table}", f"{gone}; {added}")
        trigger(f"{name}_gone", f"DELETE ON {table}", gone)

    def insert(self, name: Name, row: str) -> str:
        return insert_name(self, name, row, "" if row == "NEW" else f"FROM {name.table} {row}")

    def _shown(self, text: Text, row: str, *, command: bool = False) -> str:
        of = f"substr({text.subject}, 1, {LONGEST}), substr({text.words}, 1, {LONGEST})".format(r=row)
        return f"SELECT {chr(39) + 'delete' + chr(39) + ', ' if command else ''}{row}.id, {of}"

    def insert_text(self, text: Text, row: str) -> str:
        whence = "" if row == "NEW" else f" FROM {text.table} {row}"
        return f"INSERT INTO search_{text.table}(rowid, subject, words) {self._shown(text, row)}{whence}"

    def insert_cjk(self, text: Text, row: str) -> str:
        whence = "" if row == "NEW" else f" FROM {text.table} {row}"
        words = f"({text.subject} || ' ' || substr({text.words}, 1, {LONGEST}))".format(r=row)
        return (
            f"INSERT INTO search_{text.table}_cjk(rowid, words) SELECT {row}.id, {words}{whence}"
            f" WHERE {words} GLOB '*[{CJK}]*'"
        )

    def empty(self, bind: sa.Connection) -> None:
        bind.execute(sa.text("DELETE FROM search_name"))
        for table in ("name_trigrams", "message", "record"):
            bind.execute(sa.text(f"INSERT INTO search_{table}(search_{table}) VALUES ('delete-all')"))
        for text in TEXTS:
            bind.execute(sa.text(f"DELETE FROM search_{text.table}_cjk"))

    def fill(self, bind: sa.Connection) -> None:
        for name in NAMES:
            bind.execute(sa.text(self.insert(name, "s")))
        for text in TEXTS:
            bind.execute(sa.text(self.insert_text(text, "s")))
            bind.execute(sa.text(self.insert_cjk(text, "s")))

    def drop(self) -> None:
        for start, parts in (("search_name", 1), *((f"search_{n.table}_name", 3) for n in NAMES)):
            for end in ("added", "changed", "gone") if parts == 3 else ("added", "gone"):
                op.execute(f"DROP TRIGGER {start}_{end}")
        for text in TEXTS:
            for start in (f"search_{text.table}_text", f"search_{text.table}_cjk_text"):
                for end in ("added", "changed", "gone"):
                    op.execute(f"DROP TRIGGER {start}_{end}")
        for table in ("name_trigrams", "name", "letter", "message", "message_cjk", "record", "record_cjk"):
            op.execute(f"DROP TABLE search_{table}")


class OnPostgreSQL:
    """tsvectors in tables of their own (the messages stay lean), trigrams by pg_trgm."""

    def number(self, key: str) -> str:
        return f"COALESCE({{r}}.data ->> '{key}', '')"

    def fold(self, words: str) -> str:
        return f"search_fold({words})"

    def code(self, words: str) -> str:
        return f"lower(replace(replace({words}, ' ', ''), '-', ''))"

    def tables(self) -> None:
        bind = op.get_bind()
        if bind.scalar(sa.text("SHOW server_encoding")) != "UTF8":
            raise RightbackError(NOT_UTF8)
        try:
            with bind.begin_nested():
                op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except sa.exc.DBAPIError as error:
            raise RightbackError(NO_TRIGRAMS) from error
        marked, bases = ("".join(part).replace("'", "''") for part in zip(*letters().items(), strict=True))
        function(
            "search_fold(said text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE",
            f"SELECT CASE WHEN said ~ '[^ -~]' THEN lower(translate(normalize(said, NFC), '{marked}', '{bases}'))"
            " ELSE lower(said) END",
        )
        function(
            "search_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE",
            "SELECT to_tsvector('simple'::regconfig, regexp_replace(search_fold(said), '[^[:alnum:]]+', ' ', 'g'))",
        )
        name_table("INTEGER PRIMARY KEY GENERATED ALWAYS AS IDENTITY")
        op.execute("CREATE INDEX search_name_trigrams ON search_name USING gin (words gin_trgm_ops)")
        for text in TEXTS:
            index = f"search_{text.table}"
            op.execute(
                f"CREATE TABLE {index} (id INTEGER PRIMARY KEY, store_id INTEGER NOT NULL, words tsvector NOT NULL)"
            )
            op.execute(f"CREATE INDEX {index}_words ON {index} USING gin (words)")
            op.execute(f"CREATE TABLE {index}_cjk (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
            op.execute(f"CREATE INDEX {index}_cjk_words ON {index}_cjk USING gin (words gin_trgm_ops)")

    def triggers(self) -> None:
        for name in NAMES:
            gone = f"DELETE FROM search_name WHERE kind = '{name.table}' AND source_id = OLD.id"
            added = insert_name(self, name, "NEW", "")
            self._one(f"search_{name.table}_name", name.table, name.columns, gone, added)
        for text in TEXTS:
            index = f"search_{text.table}"
            gone = f"DELETE FROM {index} WHERE id = OLD.id; DELETE FROM {index}_cjk WHERE id = OLD.id"
            added = f"{self.insert_text(text, 'NEW')}; {self.insert_cjk(text, 'NEW')}"
            self._one(f"{index}_text", text.table, text.columns, gone, added)

    def _one(self, name: str, table: str, columns: str, gone: str, added: str) -> None:
        function(
            f"{name}() RETURNS trigger LANGUAGE plpgsql",
            f"BEGIN IF TG_OP <> 'INSERT' THEN {gone}; END IF;"
            f" IF TG_OP <> 'DELETE' THEN {added}; END IF; RETURN NULL; END",
        )
        op.execute(
            f"CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE OF {columns} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}()"
        )

    def insert_text(self, text: Text, row: str) -> str:
        whence = "" if row == "NEW" else f" FROM {text.table} {row}"
        said = f"left({text.subject}, {LONGEST}) || ' ' || left({text.words}, {LONGEST})"
        of = f"{text.store}, search_words(left({said}, {LONGEST}))".format(r=row)
        return f"INSERT INTO search_{text.table} (id, store_id, words) SELECT {row}.id, {of}{whence}"

    def insert_cjk(self, text: Text, row: str) -> str:
        whence = "" if row == "NEW" else f" FROM {text.table} {row}"
        words = f"({text.subject} || ' ' || left({text.words}, {LONGEST}))".format(r=row)
        return (
            f"INSERT INTO search_{text.table}_cjk (id, words) SELECT {row}.id, search_fold({words}){whence}"
            f" WHERE {words} ~ '[{CJK}]'"
        )

    def empty(self, bind: sa.Connection) -> None:
        for table in ("name", "message", "message_cjk", "record", "record_cjk"):
            bind.execute(sa.text(f"DELETE FROM search_{table}"))

    def fill(self, bind: sa.Connection) -> None:
        for name in NAMES:
            bind.execute(sa.text(insert_name(self, name, "s", f"FROM {name.table} s")))
        for text in TEXTS:
            bind.execute(sa.text(self.insert_text(text, "s")))
            bind.execute(sa.text(self.insert_cjk(text, "s")))

    def drop(self) -> None:
        """The extension stays: it may have been there before."""
        for name in [f"{n.table}_name" for n in NAMES] + [f"{t.table}_text" for t in TEXTS]:
            op.execute(f"DROP FUNCTION search_{name}() CASCADE")
        for table in ("name", "message", "message_cjk", "record", "record_cjk"):
            op.execute(f"DROP TABLE search_{table}")
        op.execute("DROP FUNCTION search_words(text)")
        op.execute("DROP FUNCTION search_fold(text)")


def name_table(key: str) -> None:
    op.execute(
        f"CREATE TABLE search_name (id {key}, kind TEXT NOT NULL, source_id INTEGER NOT NULL,"
        " customer_id INTEGER, store_id INTEGER NOT NULL, words TEXT NOT NULL, UNIQUE (kind, source_id))"
    )
    op.execute("CREATE INDEX search_name_customer ON search_name (customer_id)")


def insert_name(here: OnSQLite | OnPostgreSQL, name: Name, row: str, whence: str) -> str:
    """`words` begins and ends with a blank, so that the start of a word can be asked for."""
    parts = [here.fold("(" + " || ' ' || ".join(name.words) + ")")] if name.words else []
    parts += [here.code(code) for code in name.codes]
    words = "' ' || " + " || ' ' || ".join(parts) + " || ' '"
    made = (
        "INSERT INTO search_name (kind, source_id, customer_id, store_id, words)"
        f" SELECT '{name.table}', {{r}}.id, {name.customer}, {{r}}.store_id, {words} {whence} WHERE {name.when}"
    )
    for key in ("number", "stock"):
        made = made.replace(f"{{{key}}}", here.number(key))
    return made.replace("{r}", row)


def trigger(name: str, event: str, body: str) -> None:
    op.execute(f"CREATE TRIGGER {name} AFTER {event} BEGIN {body}; END")


def function(head: str, body: str) -> None:
    op.execute(f"CREATE FUNCTION {head} AS $$ {body} $$".replace("::", "\\:\\:"))


def here(bind: sa.Connection) -> OnSQLite | OnPostgreSQL:
    return OnSQLite() if bind.dialect.name == "sqlite" else OnPostgreSQL()


def empty(bind: sa.Connection) -> None:
    here(bind).empty(bind)


def fill(bind: sa.Connection) -> None:
    """Write the index anew from the records."""
    here(bind).fill(bind)


def upgrade() -> None:
    index = here(op.get_bind())
    index.tables()
    index.triggers()
    index.fill(op.get_bind())


def downgrade() -> None:
    here(op.get_bind()).drop()
