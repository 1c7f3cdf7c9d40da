CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"team_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_token" UNIQUE("token_hash"),
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" in ('owner', 'admin', 'developer', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"person_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "recovery_codes_person_id_code_hash_pk" PRIMARY KEY("person_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "agreement_notices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"agreement_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"notice_days" integer NOT NULL,
	"effective_on" date,
	"message" text NOT NULL,
	"terms" jsonb,
	"stored_at" timestamp (3) with time zone NOT NULL,
	"stored_by" uuid,
	"served_at" timestamp (3) with time zone,
	"served_by" text,
	"effective_at" timestamp (3) with time zone,
	"applied_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"cancelled_by" uuid,
	"cancel_kind" text,
	"cancel_note" text,
	CONSTRAINT "agreement_notices_moment" UNIQUE("id","cause","effective_at"),
	CONSTRAINT "agreement_notices_served" CHECK (num_nulls("agreement_notices"."served_at", "agreement_notices"."served_by", "agreement_notices"."effective_at") in (0, 3)),
	CONSTRAINT "agreement_notices_effective" CHECK ("agreement_notices"."effective_at" >= "agreement_notices"."served_at" + "agreement_notices"."notice_days" * interval '24 hours'),
	CONSTRAINT "agreement_notices_order" CHECK ("agreement_notices"."served_at" >= "agreement_notices"."stored_at" and "agreement_notices"."applied_at" >= "agreement_notices"."effective_at"),
	CONSTRAINT "agreement_notices_days" CHECK ("agreement_notices"."notice_days" between 1 and 365),
	CONSTRAINT "agreement_notices_terms" CHECK (("agreement_notices"."cause" = 'amendment') = ("agreement_notices"."terms" is not null)),
	CONSTRAINT "agreement_notices_cancelled" CHECK (("agreement_notices"."cancelled_at" is null) = ("agreement_notices"."cancel_kind" is null))
);
--> statement-breakpoint
CREATE TABLE "agreements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"number" text NOT NULL,
	"team_id" uuid NOT NULL,
	"title" text NOT NULL,
	"products" text[] NOT NULL,
	"platforms" text[] NOT NULL,
	"app_limit" integer NOT NULL,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"last_instant_at" timestamp (3) with time zone NOT NULL,
	"notice_days" integer NOT NULL,
	"notice_address" text,
	"lease_seconds" integer NOT NULL,
	"grace_seconds" integer NOT NULL,
	"retry_seconds" integer NOT NULL,
	"version_cap" text,
	"offline" boolean DEFAULT false NOT NULL,
	"proxy" boolean DEFAULT true NOT NULL,
	"held_until" timestamp (3) with time zone,
	"ending_notice_id" uuid,
	"ending_cause" text,
	"ending_effective_at" timestamp (3) with time zone,
	"amended_by" uuid,
	"renewed_from" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "agreements_ending_whole" CHECK (num_nulls("agreements"."ending_notice_id", "agreements"."ending_cause", "agreements"."ending_effective_at") in (0, 3)),
	CONSTRAINT "agreements_days" CHECK ("agreements"."ends_on" >= "agreements"."starts_on" and "agreements"."last_instant_at" > "agreements"."starts_at"),
	CONSTRAINT "agreements_app_limit" CHECK ("agreements"."app_limit" between 1 and 10000),
	CONSTRAINT "agreements_notice_days" CHECK ("agreements"."notice_days" between 1 and 365),
	CONSTRAINT "agreements_lease" CHECK ("agreements"."lease_seconds" between 60 and 2592000),
	CONSTRAINT "agreements_grace" CHECK ("agreements"."grace_seconds" between 60 and 2592000),
	CONSTRAINT "agreements_retry" CHECK ("agreements"."retry_seconds" between 60 and 86400),
	CONSTRAINT "agreements_grant" CHECK ("agreements"."lease_seconds" + "agreements"."grace_seconds" <= "agreements"."notice_days" * 86400),
	CONSTRAINT "agreements_products" CHECK (cardinality("agreements"."products") > 0),
	CONSTRAINT "agreements_platforms" CHECK (cardinality("agreements"."platforms") > 0)
);
--> statement-breakpoint
CREATE TABLE "notice_services" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"notice_id" uuid NOT NULL,
	"served_on" date NOT NULL,
	"means" text NOT NULL,
	"evidence_name" text NOT NULL,
	"evidence_type" text NOT NULL,
	"evidence" text NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"recorded_by" uuid
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"position" bigint PRIMARY KEY NOT NULL,
	"jws" text NOT NULL,
	"sealed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_links" (
	"position" bigint PRIMARY KEY NOT NULL,
	"entry_id" bigint NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_links_entry" UNIQUE("entry_id")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"notice" text NOT NULL,
	"subject_id" text NOT NULL,
	"person_id" uuid,
	"address" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"last_refusal" text,
	"last_attempt_at" timestamp (3) with time zone,
	"dropped_at" timestamp (3) with time zone,
	CONSTRAINT "deliveries_key" UNIQUE("key"),
	CONSTRAINT "deliveries_to" CHECK (num_nonnulls("deliveries"."person_id", "deliveries"."address") = 1)
);
--> statement-breakpoint
CREATE TABLE "inbox_items" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"person_id" uuid NOT NULL,
	"team_id" uuid,
	"notice" text NOT NULL,
	"subject_id" text NOT NULL,
	"title" text NOT NULL,
	"href" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "inbox_items_key" UNIQUE("person_id","key")
);
--> statement-breakpoint
CREATE TABLE "request_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"request_id" uuid NOT NULL,
	"author_id" uuid,
	"side" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"team_id" uuid NOT NULL,
	"license_id" text,
	"state" text NOT NULL,
	"subject" text NOT NULL,
	"terms" jsonb NOT NULL,
	"assignee_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" uuid NOT NULL,
	"answer_by" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"agreement_id" uuid,
	"last_message_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "requests_type" CHECK ("requests"."type" in ('production', 'extension', 'unlock', 'other')),
	CONSTRAINT "requests_state" CHECK ("requests"."state" in ('open', 'answered', 'granted', 'declined', 'withdrawn')),
	CONSTRAINT "requests_decided" CHECK (("requests"."decided_at" is not null) = ("requests"."state" in ('granted', 'declined', 'withdrawn')))
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"type" text NOT NULL,
	"license_id" text,
	"notice_id" uuid,
	"terms" jsonb NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"asked_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"decision_note" text,
	"alone" text,
	CONSTRAINT "approvals_state" CHECK ("approvals"."state" in ('open', 'approved', 'declined')),
	CONSTRAINT "approvals_decided" CHECK (("approvals"."state" = 'open') = ("approvals"."decided_at" is null)),
	CONSTRAINT "approvals_two_people" CHECK ("approvals"."state" <> 'approved' or "approvals"."alone" is not null or "approvals"."decided_by" is distinct from "approvals"."asked_by")
);
--> statement-breakpoint
CREATE TABLE "license_notes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"license_id" text NOT NULL,
	"author_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	"body" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_tokens" ADD COLUMN "name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "totp_encrypted" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "totp_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "totp_last_step" integer;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "muted_notices" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "second_factor_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "audit_entries" ADD COLUMN "xact" "xid8" DEFAULT pg_current_xact_id() NOT NULL;--> statement-breakpoint
ALTER TABLE "licenses" ADD COLUMN "former_products" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "licenses" ADD COLUMN "agreement_id" uuid;--> statement-breakpoint
ALTER TABLE "licenses" ADD COLUMN "lock_ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "licenses" ADD COLUMN "replaced_by" text;--> statement-breakpoint
ALTER TABLE "licenses" ADD COLUMN "extended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "licenses" ADD COLUMN "key_copied_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "ends_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "approved_by" uuid;--> statement-breakpoint
ALTER TABLE "locks" ADD COLUMN "approved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "former_names" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_people_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_accepted_by_people_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_notices" ADD CONSTRAINT "agreement_notices_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_notices" ADD CONSTRAINT "agreement_notices_stored_by_people_id_fk" FOREIGN KEY ("stored_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreement_notices" ADD CONSTRAINT "agreement_notices_cancelled_by_people_id_fk" FOREIGN KEY ("cancelled_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_ending" FOREIGN KEY ("ending_notice_id","ending_cause","ending_effective_at") REFERENCES "public"."agreement_notices"("id","cause","effective_at") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_services" ADD CONSTRAINT "notice_services_notice_id_agreement_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."agreement_notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_services" ADD CONSTRAINT "notice_services_recorded_by_people_id_fk" FOREIGN KEY ("recorded_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_links" ADD CONSTRAINT "audit_links_entry_id_audit_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."audit_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbox_items" ADD CONSTRAINT "inbox_items_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_messages" ADD CONSTRAINT "request_messages_request_id_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."requests"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "request_messages" ADD CONSTRAINT "request_messages_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_license_id_licenses_id_fk" FOREIGN KEY ("license_id") REFERENCES "public"."licenses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_assignee_id_people_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_license_id_licenses_id_fk" FOREIGN KEY ("license_id") REFERENCES "public"."licenses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_notice_id_agreement_notices_id_fk" FOREIGN KEY ("notice_id") REFERENCES "public"."agreement_notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_asked_by_people_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "approvals" ADD CONSTRAINT "approvals_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "license_notes" ADD CONSTRAINT "license_notes_license_id_licenses_id_fk" FOREIGN KEY ("license_id") REFERENCES "public"."licenses"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "license_notes" ADD CONSTRAINT "license_notes_author_id_people_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_team" ON "invitations" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "invitations" USING btree ("team_id",lower("email")) WHERE "invitations"."accepted_at" is null and "invitations"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "agreement_notices_agreement" ON "agreement_notices" USING btree ("agreement_id","stored_at");--> statement-breakpoint
CREATE UNIQUE INDEX "agreement_notices_open" ON "agreement_notices" USING btree ("agreement_id","cause") WHERE "agreement_notices"."cancelled_at" is null and "agreement_notices"."applied_at" is null;--> statement-breakpoint
CREATE INDEX "agreement_notices_unserved" ON "agreement_notices" USING btree ("stored_at") WHERE "agreement_notices"."served_at" is null and "agreement_notices"."cancelled_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "agreements_number" ON "agreements" USING btree (lower("number"));--> statement-breakpoint
CREATE INDEX "agreements_team" ON "agreements" USING btree ("team_id","created_at","id");--> statement-breakpoint
CREATE INDEX "agreements_last_instant" ON "agreements" USING btree ("last_instant_at");--> statement-breakpoint
CREATE INDEX "notice_services_notice" ON "notice_services" USING btree ("notice_id");--> statement-breakpoint
CREATE INDEX "deliveries_subject" ON "deliveries" USING btree ("subject_id","created_at");--> statement-breakpoint
CREATE INDEX "deliveries_open" ON "deliveries" USING btree ("created_at") WHERE "deliveries"."accepted_at" is null and "deliveries"."dropped_at" is null;--> statement-breakpoint
CREATE INDEX "inbox_items_person" ON "inbox_items" USING btree ("person_id","created_at","id");--> statement-breakpoint
CREATE INDEX "request_messages_request" ON "request_messages" USING btree ("request_id","at");--> statement-breakpoint
CREATE INDEX "requests_team" ON "requests" USING btree ("team_id","created_at","id");--> statement-breakpoint
CREATE INDEX "requests_license" ON "requests" USING btree ("license_id");--> statement-breakpoint
CREATE INDEX "requests_waiting" ON "requests" USING btree ("answer_by","id") WHERE "requests"."state" in ('open', 'answered');--> statement-breakpoint
CREATE INDEX "approvals_open" ON "approvals" USING btree ("asked_at","id") WHERE "approvals"."state" = 'open';--> statement-breakpoint
CREATE INDEX "approvals_license" ON "approvals" USING btree ("license_id","asked_at");--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_one_lock" ON "approvals" USING btree ("license_id") WHERE "approvals"."state" = 'open' and "approvals"."license_id" is not null;--> statement-breakpoint
CREATE INDEX "license_notes_license" ON "license_notes" USING btree ("license_id","at");--> statement-breakpoint
ALTER TABLE "licenses" ADD CONSTRAINT "licenses_agreement_id_agreements_id_fk" FOREIGN KEY ("agreement_id") REFERENCES "public"."agreements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "locks" ADD CONSTRAINT "locks_approved_by_people_id_fk" FOREIGN KEY ("approved_by") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_tokens_team" ON "api_tokens" USING btree ("team_id","created_at");--> statement-breakpoint
CREATE INDEX "licenses_agreement" ON "licenses" USING btree ("agreement_id");--> statement-breakpoint
ALTER TABLE "licenses" ADD CONSTRAINT "licenses_production" CHECK ("licenses"."kind" <> 'production' or ("licenses"."agreement_id" is not null and "licenses"."ends_at" is null));--> statement-breakpoint
ALTER TABLE "licenses" ADD CONSTRAINT "licenses_revoked" CHECK ("licenses"."kind" <> 'production' or "licenses"."revoked_at" is null or "licenses"."replaced_by" is not null);--> statement-breakpoint
ALTER TABLE "licenses" ADD CONSTRAINT "licenses_lock_ends" CHECK ("licenses"."lock_ends_at" is null or "licenses"."lock_ends_at" > "licenses"."locked_at");--> statement-breakpoint
ALTER TABLE "licenses" ADD CONSTRAINT "licenses_emergency_lock" CHECK ("licenses"."kind" <> 'production' or "licenses"."locked_at" is null or "licenses"."lock_ends_at" is not null);