-- The audit log is append-only for everybody, the owner included: grants keep the app's role to INSERT and SELECT
-- (db/migrate.ts), these triggers refuse the rest whoever asks.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entries is append-only: % refused', TG_OP USING ERRCODE = '42501';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_entries_no_truncate BEFORE TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
-- A job is enqueued in the transaction of the change it belongs to. The job tables have row security, so the app's
-- role reaches them through this function alone.
CREATE FUNCTION enqueue_job(task text, payload json, job_key text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload, job_key := enqueue_job.job_key, max_attempts := 25);
END $$;
--> statement-breakpoint
-- One partition a month, made ahead by the server at start and daily. fillfactor 70 keeps the counting updates
-- within their page (HOT). Made beside its place and then attached, which keeps no check waiting; made in place it would.
CREATE FUNCTION ensure_check_partitions(first_month date, months integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  month date;
  name text;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('check_counts partitions', 0));
  FOR month IN SELECT (date_trunc('month', first_month) + make_interval(months => n))::date FROM generate_series(0, months) AS n LOOP
    name := 'check_counts_' || to_char(month, 'YYYY_MM');
    IF to_regclass(format('public.%I', name)) IS NULL THEN
      EXECUTE format('CREATE TABLE public.%I (LIKE public.check_counts INCLUDING ALL) WITH (fillfactor = 70)', name);
      PERFORM attach_check_partition(name, month);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
CREATE FUNCTION attach_check_partition(name text, month date) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  EXECUTE format(
    'ALTER TABLE public.check_counts ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', name,
    to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
    to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
END $$;
--> statement-breakpoint
-- Waits a tenth of a second at most for the checks under way, because new ones wait behind it; tries again in between.
CREATE FUNCTION lock_check_counts() RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public SET lock_timeout = '100ms' AS $$
BEGIN
  FOR attempt IN 1..100 LOOP
    BEGIN
      LOCK TABLE public.check_counts IN ACCESS EXCLUSIVE MODE;
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.2);
    END;
  END LOOP;
  RAISE EXCEPTION 'check_counts is too busy to be changed' USING ERRCODE = '55P03';
END $$;
--> statement-breakpoint
-- Drops the partitions of months before `first_month`; gives how many.
CREATE FUNCTION drop_check_partitions(first_month date) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  name text;
  dropped integer := 0;
BEGIN
  FOR name IN
    SELECT relname FROM pg_inherits JOIN pg_class ON oid = inhrelid
    WHERE inhparent = 'public.check_counts'::regclass AND relname < 'check_counts_' || to_char(first_month, 'YYYY_MM')
  LOOP
    IF dropped = 0 THEN PERFORM lock_check_counts(); END IF;
    EXECUTE format('DROP TABLE public.%I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;
--> statement-breakpoint
-- How far the hours of a partition are folded into days stands in its comment, and changes with what is folded.
CREATE FUNCTION note_check_partition(name text, note text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF name !~ '^check_counts_\d{4}_\d{2}$' THEN RAISE EXCEPTION '% is no partition', name; END IF;
  EXECUTE format('COMMENT ON TABLE public.%I IS %L', name, note);
END $$;
--> statement-breakpoint
-- Writes a partition anew, without the room that its hours took before they were folded. Nobody adds to it any more.
CREATE FUNCTION compact_check_partition(name text, note text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  month date := to_date(substr(name, 14), 'YYYY_MM');
  making text := name || '_making';
BEGIN
  IF name !~ '^check_counts_\d{4}_\d{2}$' THEN RAISE EXCEPTION '% is no partition', name; END IF;
  EXECUTE format('CREATE TABLE public.%I (LIKE public.check_counts INCLUDING ALL)', making);
  -- Proves what attaching would otherwise read all rows for, while everybody waits.
  EXECUTE format('ALTER TABLE public.%I ADD CONSTRAINT is_month CHECK (hour >= %L AND hour < %L)', making,
    to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00', to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
  EXECUTE format(
    'INSERT INTO public.%I SELECT * FROM public.%I ORDER BY license_id, hour, platform, app, product, version, os, outcome, code',
    making, name);
  PERFORM lock_check_counts();
  EXECUTE format('DROP TABLE public.%I', name);
  EXECUTE format('ALTER TABLE public.%I RENAME TO %I', making, name);
  PERFORM attach_check_partition(name, month);
  EXECUTE format('ALTER TABLE public.%I DROP CONSTRAINT is_month', name);
  EXECUTE format('COMMENT ON TABLE public.%I IS %L', name, note);
END $$;
