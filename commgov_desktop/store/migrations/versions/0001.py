"""The first schema: residents, grids, mediation, checklists, desk, accounts, journal"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("role in ('chair', 'worker')", name=op.f("ck_accounts_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accounts")),
        sa.UniqueConstraint("name", name=op.f("uq_accounts_name")),
    )
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("account_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["undoes_id"], ["actions.id"], name=op.f("fk_actions_undoes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
    )
    op.create_table(
        "attachments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    op.create_index("ix_attachments_about", "attachments", ["table_name", "row_id"], unique=False)
    op.create_table(
        "backups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("stick", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("verified_at", sa.DateTime(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("alarms", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "result in ('verified', 'rehearsed', 'damaged', 'removed')", name=op.f("ck_backups_result")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
    )
    op.create_index(op.f("ix_backups_made_at"), "backups", ["made_at"], unique=False)
    op.create_table(
        "certificate_kinds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("number_form", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("whole_number", sa.Boolean(), nullable=False),
        sa.Column("go", sa.String(), nullable=False),
        sa.Column("exception", sa.String(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("answer in ('issued', 'refused')", name=op.f("ck_certificate_kinds_answer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_kinds")),
    )
    op.create_table(
        "checklists",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint(
            "kind in ('three_lists', 'duties', 'rhythm', 'own_list')", name=op.f("ck_checklists_kind")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklists")),
        sa.UniqueConstraint("uid", name=op.f("uq_checklists_uid")),
    )
    op.create_table(
        "contents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contents")),
        sa.UniqueConstraint("sha256", name=op.f("uq_contents_sha256")),
    )
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("account_id", "form", name=op.f("uq_drafts_account_id")),
    )
    op.create_table(
        "grids",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("bounds", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint("kind in ('general', 'dedicated')", name=op.f("ck_grids_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grids")),
    )
    op.create_table(
        "import_mappings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint("signature", name=op.f("uq_import_mappings_signature")),
    )
    op.create_table(
        "mediation_cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("dispute_kind", sa.String(), nullable=False),
        sa.Column("sub_kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("claims", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("extended_until", sa.Date(), nullable=True),
        sa.Column("extension_agreed", sa.Boolean(), nullable=False),
        sa.Column("extension_reason", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("end_reason", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("filed_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("parties_keys", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_cases")),
        sa.UniqueConstraint("uid", name=op.f("uq_mediation_cases_uid")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_mediation_cases_year")),
    )
    op.create_index("ix_mediation_cases_accepted_on", "mediation_cases", ["accepted_on"], unique=False)
    op.create_table(
        "mediators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("post", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("post in ('chair', 'member', 'appointed')", name=op.f("ck_mediators_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediators")),
        sa.UniqueConstraint("uid", name=op.f("uq_mediators_uid")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("addressees", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("names_left_out", sa.Integer(), nullable=False),
        sa.Column("annexes", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("objections", sa.String(), nullable=False),
        sa.Column("shown_from", sa.Date(), nullable=True),
        sa.Column("shown_to", sa.Date(), nullable=True),
        sa.Column("organ", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_table(
        "settings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settings")),
        sa.UniqueConstraint("key", name=op.f("uq_settings_key")),
    )
    op.create_table(
        "task_months",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_months")),
        sa.UniqueConstraint("month", name=op.f("uq_task_months_month")),
    )
    op.create_table(
        "buildings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lookup", sa.String(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=True),
        sa.Column("estate", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("floors", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["grid_id"], ["grids.id"], name=op.f("fk_buildings_grid_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buildings")),
        sa.UniqueConstraint("lookup", name=op.f("uq_buildings_lookup")),
    )
    op.create_index(op.f("ix_buildings_grid_id"), "buildings", ["grid_id"], unique=False)
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_changes_action_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_action_id"), "changes", ["action_id"], unique=False)
    op.create_index("ix_changes_row", "changes", ["table_name", "row_id"], unique=False)
    op.create_table(
        "checklist_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checklist_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("rhythm", sa.String(), nullable=False),
        sa.Column("by_day", sa.Integer(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=True),
        sa.Column("once_on", sa.Date(), nullable=True),
        sa.Column("time_limit", sa.String(), nullable=False),
        sa.Column("standard", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("materials", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("proof_needed", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("kind in ('', 'own', 'assist', 'refused')", name=op.f("ck_checklist_items_kind")),
        sa.CheckConstraint(
            "rhythm in ('', 'weekly', 'half_monthly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'once', 'event')",
            name=op.f("ck_checklist_items_rhythm"),
        ),
        sa.ForeignKeyConstraint(
            ["checklist_id"], ["checklists.id"], name=op.f("fk_checklist_items_checklist_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_items")),
        sa.UniqueConstraint("uid", name=op.f("uq_checklist_items_uid")),
    )
    op.create_index("ix_checklist_items_list", "checklist_items", ["checklist_id", "number"], unique=False)
    op.create_table(
        "mediation_agreements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("terms", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("time_limit", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("follow_up_on", sa.Date(), nullable=True),
        sa.CheckConstraint("form in ('written', 'oral')", name=op.f("ck_mediation_agreements_form")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_agreements_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_agreements")),
        sa.UniqueConstraint("case_id", name=op.f("uq_mediation_agreements_case_id")),
    )
    op.create_table(
        "mediation_case_mediators",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("mediator_id", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("duty in ('mediator', 'recorder')", name=op.f("ck_mediation_case_mediators_duty")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_case_mediators_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["mediator_id"], ["mediators.id"], name=op.f("fk_mediation_case_mediators_mediator_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_case_mediators")),
    )
    op.create_index(
        op.f("ix_mediation_case_mediators_case_id"), "mediation_case_mediators", ["case_id"], unique=False
    )
    op.create_index(
        op.f("ix_mediation_case_mediators_mediator_id"),
        "mediation_case_mediators",
        ["mediator_id"],
        unique=False,
    )
    op.create_table(
        "mediation_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("court", sa.String(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_confirmations_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_confirmations")),
        sa.UniqueConstraint("case_id", name=op.f("uq_mediation_confirmations_case_id")),
    )
    op.create_table(
        "mediation_follow_ups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("visitor", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("performed", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.CheckConstraint(
            "performed in ('yes', 'partly', 'no')", name=op.f("ck_mediation_follow_ups_performed")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_follow_ups_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_follow_ups")),
    )
    op.create_index(
        op.f("ix_mediation_follow_ups_case_id"), "mediation_follow_ups", ["case_id"], unique=False
    )
    op.create_table(
        "mediation_investigations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_at", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("present", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("person_facts", sa.String(), nullable=False),
        sa.Column("investigator", sa.String(), nullable=False),
        sa.Column("recorder", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_investigations_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_investigations")),
    )
    op.create_index(
        op.f("ix_mediation_investigations_case_id"), "mediation_investigations", ["case_id"], unique=False
    )
    op.create_table(
        "mediation_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_papers_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_papers")),
    )
    op.create_index(op.f("ix_mediation_papers_case_id"), "mediation_papers", ["case_id"], unique=False)
    op.create_table(
        "mediation_performances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_performances_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_performances")),
    )
    op.create_index(
        op.f("ix_mediation_performances_case_id"), "mediation_performances", ["case_id"], unique=False
    )
    op.create_table(
        "mediation_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_at", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("present", sa.String(), nullable=False),
        sa.Column("invited", sa.String(), nullable=False),
        sa.Column("mediators", sa.String(), nullable=False),
        sa.Column("recorder", sa.String(), nullable=False),
        sa.Column("rights_told", sa.Boolean(), nullable=False),
        sa.Column("statements", sa.String(), nullable=False),
        sa.Column("checks", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("result_text", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "result in ('agreed', 'continue', 'failed')", name=op.f("ck_mediation_sessions_result")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_sessions_case_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_sessions")),
    )
    op.create_index(op.f("ix_mediation_sessions_case_id"), "mediation_sessions", ["case_id"], unique=False)
    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("put_up_on", sa.Date(), nullable=False),
        sa.Column("put_up_by", sa.String(), nullable=False),
        sa.Column("due_down", sa.Date(), nullable=False),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("taken_down_by", sa.String(), nullable=False),
        sa.Column("objections", sa.String(), nullable=False),
        sa.Column("handling", sa.String(), nullable=False),
        sa.CheckConstraint(
            "taken_down_on is null or taken_down_on >= put_up_on", name=op.f("ck_postings_days")
        ),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_postings_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_postings")),
    )
    op.create_index(op.f("ix_postings_notice_id"), "postings", ["notice_id"], unique=False)
    op.create_table(
        "entrances",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("building_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["building_id"], ["buildings.id"], name=op.f("fk_entrances_building_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrances")),
        sa.UniqueConstraint("building_id", "name", name=op.f("uq_entrances_building_id")),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("not_needed", sa.String(), nullable=False),
        sa.Column("moved_from", sa.Date(), nullable=True),
        sa.Column("moved_why", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["checklist_items.id"], name=op.f("fk_tasks_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("item_id", "period", name=op.f("uq_tasks_item_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_tasks_uid")),
    )
    op.create_index(op.f("ix_tasks_done_on"), "tasks", ["done_on"], unique=False)
    op.create_index("ix_tasks_due_on", "tasks", ["due_on"], unique=False)
    op.create_index(op.f("ix_tasks_item_id"), "tasks", ["item_id"], unique=False)
    op.create_table(
        "dwellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entrance_id", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind in ('', 'own', 'rented', 'vacant', 'other')", name=op.f("ck_dwellings_kind")
        ),
        sa.ForeignKeyConstraint(["entrance_id"], ["entrances.id"], name=op.f("fk_dwellings_entrance_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dwellings")),
        sa.UniqueConstraint("entrance_id", "room", name=op.f("uq_dwellings_entrance_id")),
    )
    op.create_index("ix_dwellings_address", "dwellings", ["address"], unique=False)
    op.create_table(
        "households",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["dwelling_id"], ["dwellings.id"], name=op.f("fk_households_dwelling_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_households")),
        sa.UniqueConstraint("uid", name=op.f("uq_households_uid")),
    )
    op.create_index(op.f("ix_households_dwelling_id"), "households", ["dwelling_id"], unique=False)
    op.create_index(
        "uq_households_number",
        "households",
        ["number"],
        unique=True,
        sqlite_where=sa.text("number <> ''"),
    )
    op.create_table(
        "residents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_reading", sa.String(), nullable=False),
        sa.Column("pinyin", sa.String(), nullable=False),
        sa.Column("initials", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("id_kind", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("id_state", sa.String(), nullable=False),
        sa.Column("id_reason", sa.String(), nullable=False),
        sa.Column("ethnic_group", sa.String(), nullable=False),
        sa.Column("education", sa.String(), nullable=False),
        sa.Column("marital_status", sa.String(), nullable=False),
        sa.Column("political_status", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("phone2", sa.String(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.Column("workplace", sa.String(), nullable=False),
        sa.Column("registered_address", sa.String(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=True),
        sa.Column("lives_here_since", sa.Date(), nullable=True),
        sa.Column("residence_kind", sa.String(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("id_state in ('checked', 'none', 'doubtful')", name=op.f("ck_residents_id_state")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_residents_name")),
        sa.ForeignKeyConstraint(["dwelling_id"], ["dwellings.id"], name=op.f("fk_residents_dwelling_id")),
        sa.ForeignKeyConstraint(["household_id"], ["households.id"], name=op.f("fk_residents_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_residents")),
        sa.UniqueConstraint("uid", name=op.f("uq_residents_uid")),
    )
    op.create_index(op.f("ix_residents_birth"), "residents", ["birth"], unique=False)
    op.create_index(op.f("ix_residents_dwelling_id"), "residents", ["dwelling_id"], unique=False)
    op.create_index(op.f("ix_residents_household_id"), "residents", ["household_id"], unique=False)
    op.create_index(op.f("ix_residents_id_number"), "residents", ["id_number"], unique=False)
    op.create_index(op.f("ix_residents_residence_kind"), "residents", ["residence_kind"], unique=False)
    op.create_index(op.f("ix_residents_sort_key"), "residents", ["sort_key"], unique=False)
    op.create_index(
        "ix_residents_to_mend",
        "residents",
        ["id_state"],
        unique=False,
        sqlite_where=sa.text("id_state <> 'checked'"),
    )
    op.create_index(
        "uq_residents_head",
        "residents",
        ["household_id"],
        unique=True,
        sqlite_where=sa.text("relation = '02'"),
    )
    op.create_table(
        "certificates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Integer(), nullable=False),
        sa.Column("kind_name", sa.String(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("printed", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("required_by", sa.String(), nullable=False),
        sa.Column("checked_how", sa.String(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("handled_by", sa.String(), nullable=False),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("void_reason", sa.String(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("reprints", sa.Integer(), nullable=False),
        sa.Column("collected_by", sa.String(), nullable=False),
        sa.Column("collected_on", sa.Date(), nullable=True),
        sa.Column("uid", sa.LargeBinary(length=16), nullable=False),
        sa.CheckConstraint("state in ('issued', 'refused', 'voided')", name=op.f("ck_certificates_state")),
        sa.CheckConstraint("copies between 1 and 99", name=op.f("ck_certificates_copies")),
        sa.ForeignKeyConstraint(["kind_id"], ["certificate_kinds.id"], name=op.f("fk_certificates_kind_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_certificates_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("series", "year", "serial", name=op.f("uq_certificates_series")),
        sa.UniqueConstraint("uid", name=op.f("uq_certificates_uid")),
    )
    op.create_index("ix_certificates_day", "certificates", ["day"], unique=False)
    op.create_index(op.f("ix_certificates_kind_id"), "certificates", ["kind_id"], unique=False)
    op.create_index(op.f("ix_certificates_resident_id"), "certificates", ["resident_id"], unique=False)
    op.create_table(
        "grid_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grid_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("role in ('worker', 'leader', 'police')", name=op.f("ck_grid_posts_role")),
        sa.CheckConstraint('"until" is null or "until" >= since', name=op.f("ck_grid_posts_days")),
        sa.ForeignKeyConstraint(["grid_id"], ["grids.id"], name=op.f("fk_grid_posts_grid_id")),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=op.f("fk_grid_posts_resident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grid_posts")),
    )
    op.create_index("ix_grid_posts_grid", "grid_posts", ["grid_id", "role"], unique=False)
    op.create_index(op.f("ix_grid_posts_resident_id"), "grid_posts", ["resident_id"], unique=False)
    op.create_table(
        "mediation_sides",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("birth", sa.Date(), nullable=True),
        sa.Column("age", sa.Integer(), nullable=True),
        sa.Column("ethnic_group", sa.String(), nullable=False),
        sa.Column("occupation", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("id_number", sa.String(), nullable=False),
        sa.Column("legal_representative", sa.String(), nullable=False),
        sa.Column("representative_post", sa.String(), nullable=False),
        sa.Column("agent_of", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind in ('resident', 'outsider', 'organisation')", name=op.f("ck_mediation_sides_kind")
        ),
        sa.CheckConstraint(
            "role in ('applicant', 'respondent', 'third', 'agent')", name=op.f("ck_mediation_sides_role")
        ),
        sa.ForeignKeyConstraint(["case_id"], ["mediation_cases.id"], name=op.f("fk_mediation_sides_case_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["residents.id"], name=op.f("fk_mediation_sides_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mediation_sides")),
    )
    op.create_index(op.f("ix_mediation_sides_case_id"), "mediation_sides", ["case_id"], unique=False)
    op.create_index(op.f("ix_mediation_sides_resident_id"), "mediation_sides", ["resident_id"], unique=False)
