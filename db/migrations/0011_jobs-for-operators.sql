-- What operators see and do of jobs. The job tables have row security, so the app's role reaches them through these alone.
CREATE FUNCTION job_state(locked_at timestamptz, attempts smallint, max_attempts smallint, run_at timestamptz) RETURNS text
  LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN locked_at IS NOT NULL THEN 'running'
    WHEN attempts >= max_attempts THEN 'given-up'
    WHEN attempts > 0 THEN 'failing'
    WHEN run_at > now() THEN 'scheduled'
    ELSE 'waiting' END
$$;
--> statement-breakpoint
CREATE FUNCTION list_jobs(wanted text, after bigint, most integer)
  RETURNS TABLE (id bigint, task text, job_key text, state text, attempts smallint, max_attempts smallint,
                 run_at timestamptz, created_at timestamptz, locked_at timestamptz, last_error text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY
    SELECT j.id, j.task_identifier, j.key, job_state(j.locked_at, j.attempts, j.max_attempts, j.run_at), j.attempts,
           j.max_attempts, j.run_at, j.created_at, j.locked_at, j.last_error
    FROM graphile_worker.jobs j
    WHERE j.id > list_jobs.after
      AND (wanted IS NULL OR job_state(j.locked_at, j.attempts, j.max_attempts, j.run_at) = wanted)
    ORDER BY j.id LIMIT most;
END $$;
--> statement-breakpoint
CREATE FUNCTION count_jobs() RETURNS TABLE (state text, count bigint)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN QUERY
    SELECT job_state(j.locked_at, j.attempts, j.max_attempts, j.run_at), count(*)
    FROM graphile_worker.jobs j GROUP BY 1;
END $$;
--> statement-breakpoint
CREATE FUNCTION retry_job(job bigint) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  given_up boolean;
BEGIN
  SELECT attempts >= max_attempts INTO given_up FROM graphile_worker.jobs WHERE id = job AND locked_at IS NULL;
  IF NOT FOUND THEN RETURN false; END IF;
  PERFORM graphile_worker.reschedule_jobs(ARRAY[job], run_at := now(), attempts := CASE WHEN given_up THEN 0 END);
  RETURN FOUND;
END $$;
--> statement-breakpoint
CREATE FUNCTION drop_job(job bigint) RETURNS boolean
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM graphile_worker.complete_jobs(ARRAY[job]);
  RETURN FOUND;
END $$;
