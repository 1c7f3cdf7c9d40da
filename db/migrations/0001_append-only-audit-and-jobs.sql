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
-- within their page (HOT).
CREATE FUNCTION ensure_check_partitions(first_month date, months integer) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  month date;
BEGIN
  FOR month IN SELECT (date_trunc('month', first_month) + make_interval(months => n))::date FROM generate_series(0, months) AS n LOOP
    IF to_regclass(format('public.check_counts_%s', to_char(month, 'YYYY_MM'))) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE public.%I PARTITION OF public.check_counts FOR VALUES FROM (%L) TO (%L) WITH (fillfactor = 70)',
        'check_counts_' || to_char(month, 'YYYY_MM'),
        to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char(month + interval '1 month', 'YYYY-MM-DD') || ' 00:00:00+00');
    END IF;
  END LOOP;
END $$;
