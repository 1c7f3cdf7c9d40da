ALTER TABLE "agreement_notices" ADD CONSTRAINT "agreement_notices_narrowing" UNIQUE("id","effective_at");--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "held_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "narrowing_notice_id" uuid;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "narrowing_effective_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "agreements" ADD COLUMN "narrowing_terms" jsonb;--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_narrowing" FOREIGN KEY ("narrowing_notice_id","narrowing_effective_at") REFERENCES "public"."agreement_notices"("id","effective_at") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agreement_notices_ahead" ON "agreement_notices" USING btree ("effective_at") WHERE "agreement_notices"."served_at" is not null and "agreement_notices"."cancelled_at" is null and "agreement_notices"."applied_at" is null;--> statement-breakpoint
CREATE INDEX "agreements_ends_on" ON "agreements" USING btree ("ends_on","id");--> statement-breakpoint
CREATE INDEX "agreements_created" ON "agreements" USING btree ("created_at","id");--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_narrowing_whole" CHECK (num_nulls("agreements"."narrowing_notice_id", "agreements"."narrowing_effective_at", "agreements"."narrowing_terms") in (0, 3));--> statement-breakpoint
ALTER TABLE "agreements" ADD CONSTRAINT "agreements_held" CHECK (num_nulls("agreements"."held_from", "agreements"."held_until") in (0, 2) and ("agreements"."held_until" is null or "agreements"."held_until" > "agreements"."held_from"));
