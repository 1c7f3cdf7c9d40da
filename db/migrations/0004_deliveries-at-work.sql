ALTER TABLE "deliveries" ADD COLUMN "claimed_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "people_staff" ON "people" USING btree ("staff_role") WHERE "people"."staff_role" is not null;--> statement-breakpoint
CREATE INDEX "licenses_trial_ends" ON "licenses" USING btree ("ends_at","id") WHERE "licenses"."kind" = 'trial';