"""Situation reports upward, estates, needs of residents, the five checks and visits, the bin"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "estates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("company_phone", sa.String(), nullable=False),
        sa.Column("committee", sa.String(), nullable=False),
        sa.Column("built_year", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_estates")),
        sa.UniqueConstraint("name", name=op.f("uq_estates_name")),
    )
    op.create_table(
        "need_services",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sure", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_services")),
    )
    op.create_table(
        "situation_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("report_to", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_kinds")),
    )
    op.create_table(
        "visit_duties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('check', 'visit')", name=op.f("ck_visit_duties_kind")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_visit_duties_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_duties")),
    )
    op.create_table(
        "situation_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=True),
        sa.Column("noticed_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.Column("dwelling_id", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("others", sa.String(), nullable=False),
        sa.Column("reported_by", sa.String(), nullable=False),
        sa.Column("reported_to", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("reported_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "how in ('', 'phone', 'platform', 'paper', 'person')", name=op.f("ck_situation_reports_how")
        ),
        sa.ForeignKeyConstraint(
            ["building_id"], ["buildings.id"], name=op.f("fk_situation_reports_building_id")
        ),
        sa.ForeignKeyConstraint(
            ["dwelling_id"], ["dwellings.id"], name=op.f("fk_situation_reports_dwelling_id")
        ),
        sa.ForeignKeyConstraint(["grid_id"], ["grids.id"], name=op.f("fk_situation_reports_grid_id")),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["situation_kinds.id"], name=op.f("fk_situation_reports_kind_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_reports")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_situation_reports_year")),
    )
    op.create_index(
        op.f("ix_situation_reports_building_id"), "situation_reports", ["building_id"], unique=False
    )
    op.create_index(
        op.f("ix_situation_reports_dwelling_id"), "situation_reports", ["dwelling_id"], unique=False
    )
    op.create_index(op.f("ix_situation_reports_grid_id"), "situation_reports", ["grid_id"], unique=False)
    op.create_index(op.f("ix_situation_reports_kind_id"), "situation_reports", ["kind_id"], unique=False)
    op.create_index("ix_situation_reports_noticed_at", "situation_reports", ["noticed_at"], unique=False)
    op.create_table(
        "resident_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("service_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_on", sa.Date(), nullable=True),
        sa.Column("state_words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "state in ('open', 'arranged', 'met', 'cannot')", name=op.f("ck_resident_needs_state")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_resident_needs_resident_id")
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["need_services.id"], name=op.f("fk_resident_needs_service_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resident_needs")),
    )
    op.create_index(op.f("ix_resident_needs_service_id"), "resident_needs", ["service_id"], unique=False)
    op.create_index("ix_resident_needs_who", "resident_needs", ["resident_id", "asked_on"], unique=False)
    op.create_table(
        "situation_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["situation_reports.id"], name=op.f("fk_situation_people_report_id")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_situation_people_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situation_people")),
    )
    op.create_index(op.f("ix_situation_people_report_id"), "situation_people", ["report_id"], unique=False)
    op.create_index(
        op.f("ix_situation_people_resident_id"), "situation_people", ["resident_id"], unique=False
    )
    op.create_index(
        "ix_changes_removed",
        "changes",
        ["table_name", "action_id"],
        unique=False,
        sqlite_where=sa.text("after is null"),
    )
    # alembic cannot add a column that refers to another table in SQLite; SQLite itself can
    op.execute(
        "alter table visits add column duty_id integer constraint fk_visits_duty_id references visit_duties (id)"
    )
    # ### end Alembic commands ###
