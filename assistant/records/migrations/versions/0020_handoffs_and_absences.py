"""handoffs with a reason, a summary and a deadline; reminders of questions; who is away

In SQLite columns are added in place: a table that is copied loses its triggers (0009).
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
KEY = "fk_handoff_draft_id"
REASONS = ("to service", "to sales", "to parts", "to finance", "away", "knows them better", "other")
MOMENTS = ("due", "told_at", "care_asked_at", "cared_at")
INDEXED = ("giver_id", "state", "draft_id")


def upgrade() -> None:
    reason = sa.Enum(*REASONS, name="reason", native_enum=False, length=40)
    op.add_column("handoff", sa.Column("reason", reason, nullable=False, server_default="other"))
    for name in ("summary", "why"):
        op.add_column("handoff", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in MOMENTS:
        op.add_column("handoff", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("handoff", sa.Column("cared", sa.Boolean(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"ALTER TABLE handoff ADD COLUMN draft_id INTEGER CONSTRAINT {KEY} REFERENCES draft (id)")
    else:
        op.add_column("handoff", sa.Column("draft_id", sa.Integer(), nullable=True))
        op.create_foreign_key(op.f(KEY), "handoff", "draft", ["draft_id"], ["id"])
    for name in INDEXED:
        op.create_index(op.f(f"ix_handoff_{name}"), "handoff", [name])
    # What was taken before is over: no draft tells of it any more, and nobody is asked after it.
    op.execute("UPDATE handoff SET told_at = ended_at, care_asked_at = ended_at WHERE state = 'accepted'")
    op.add_column("ask", sa.Column("reminded", sa.Integer(), nullable=False, server_default="0"))
    _absence()
    _lent()


def _absence() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teammate_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "why",
            sa.Enum("holiday", "sick", "away", name="awaywhy", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("stand_in_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([name], ["teammate.id"], name=op.f(f"fk_absence_{name}"))
            for name in ("teammate_id", "stand_in_id", "by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    for name in ("teammate_id", "until"):
        op.create_index(op.f(f"ix_absence_{name}"), "absence", [name])


def _lent() -> None:
    links = {"absence": False, "store": False, "conversation": True, "promise": True, "ask": True}
    links["outside"] = True
    op.create_table(
        "lent",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(f"{name}_id", sa.Integer(), nullable=empty) for name, empty in links.items()),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("back_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint([f"{name}_id"], [f"{name}.id"], name=op.f(f"fk_lent_{name}_id"))
            for name in links
        ),
        sa.ForeignKeyConstraint(["to_id"], ["teammate.id"], name=op.f("fk_lent_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lent")),
    )
    for name in ("absence_id", "conversation_id", "promise_id", "ask_id", "outside_id", "back_at"):
        op.create_index(op.f(f"ix_lent_{name}"), "lent", [name])


def downgrade() -> None:
    op.drop_table("lent")
    op.drop_table("absence")
    op.drop_column("ask", "reminded")
    op.execute("UPDATE handoff SET state = 'declined' WHERE state = 'lapsed'")
    for name in INDEXED:
        op.drop_index(op.f(f"ix_handoff_{name}"), "handoff")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f(KEY), "handoff", type_="foreignkey")
    for name in ("draft_id", "cared", *MOMENTS, "why", "summary", "reason"):
        op.drop_column("handoff", name)
