-- What was agreed is kept whoever asks: a production license is narrowed by a served notice, or not at all.
CREATE FUNCTION refuse_narrowing(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% refused: a production license is narrowed by served notice alone', what USING ERRCODE = '23001';
END $$;
--> statement-breakpoint
-- Whether some version within the cap before lies beyond the cap after; only the parts that a cap names are compared.
CREATE FUNCTION version_cap_covers_less(before text, after text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  had bigint[] := string_to_array(before, '.')::bigint[];
  has bigint[] := string_to_array(after, '.')::bigint[];
BEGIN
  IF after IS NULL THEN RETURN false; END IF;
  IF before IS NULL THEN RETURN true; END IF;
  FOR part IN 1..cardinality(has) LOOP
    IF part > cardinality(had) OR had[part] > has[part] THEN RETURN true; END IF;
    IF had[part] < has[part] THEN RETURN false; END IF;
  END LOOP;
  RETURN false;
END $$;
--> statement-breakpoint
-- A notice: its days are the agreement's; once served it says what it said, and its moment moves later alone.
CREATE FUNCTION guard_agreement_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM refuse_narrowing('deleting a notice'); END IF;
  IF TG_OP = 'INSERT' OR (OLD.served_at IS NULL AND NEW.served_at IS NOT NULL) THEN
    IF NEW.notice_days IS DISTINCT FROM (SELECT notice_days FROM public.agreements WHERE id = NEW.agreement_id) THEN
      PERFORM refuse_narrowing('a notice of other days than the agreement''s');
    END IF;
  END IF;
  IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
  IF (NEW.id, NEW.agreement_id, NEW.cause, NEW.stored_at) IS DISTINCT FROM (OLD.id, OLD.agreement_id, OLD.cause, OLD.stored_at) THEN
    PERFORM refuse_narrowing('changing what a notice is');
  END IF;
  IF OLD.served_at IS NOT NULL THEN
    IF (NEW.served_at, NEW.served_by, NEW.notice_days, NEW.effective_on, NEW.message, NEW.terms)
       IS DISTINCT FROM (OLD.served_at, OLD.served_by, OLD.notice_days, OLD.effective_on, OLD.message, OLD.terms) THEN
      PERFORM refuse_narrowing('changing a served notice');
    END IF;
    IF NEW.effective_at IS NULL OR NEW.effective_at < OLD.effective_at THEN
      PERFORM refuse_narrowing('moving the moment of a notice earlier');
    END IF;
  END IF;
  IF OLD.cancelled_at IS NOT NULL AND
     ((NEW.cancelled_at, NEW.cancel_kind) IS DISTINCT FROM (OLD.cancelled_at, OLD.cancel_kind)
      OR NEW.served_at IS DISTINCT FROM OLD.served_at OR NEW.applied_at IS DISTINCT FROM OLD.applied_at) THEN
    PERFORM refuse_narrowing('bringing back a cancelled notice');
  END IF;
  IF OLD.applied_at IS NOT NULL AND NEW.applied_at IS DISTINCT FROM OLD.applied_at THEN
    PERFORM refuse_narrowing('changing when a notice took effect');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER agreement_notices_guard BEFORE INSERT OR UPDATE OR DELETE ON agreement_notices
  FOR EACH ROW EXECUTE FUNCTION guard_agreement_notice();
--> statement-breakpoint
-- Whether the notice that an agreement names as its last amendment allows a term to be what it becomes: served, in effect,
-- the latest there is, and saying just that.
CREATE FUNCTION amendment_allows(agreement uuid, amendment uuid, term text, becomes jsonb) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM public.agreement_notices n
    WHERE n.id = amendment AND n.agreement_id = agreement AND n.cause = 'amendment'
      AND n.served_at IS NOT NULL AND n.applied_at IS NOT NULL AND n.cancelled_at IS NULL
      AND n.terms ? term AND (
        n.terms -> term = becomes
        OR jsonb_typeof(becomes) = 'array' AND n.terms -> term <@ becomes)
      AND NOT EXISTS (
        SELECT FROM public.agreement_notices later
        WHERE later.agreement_id = agreement AND later.cause = 'amendment' AND later.applied_at > n.applied_at))
$$;
--> statement-breakpoint
-- The products that an agreement loses; one that was renamed in the catalogue is there under its new name.
CREATE FUNCTION products_lost(before text[], after text[]) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM unnest(before) AS had (name)
    WHERE had.name <> ALL (after)
      AND NOT EXISTS (
        SELECT FROM public.products p WHERE had.name = ANY (p.former_names) AND p.name = ANY (after)))
$$;
--> statement-breakpoint
CREATE FUNCTION guard_agreement() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lost text[] := '{}';
  lost_term text;
  now_has jsonb;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT FROM public.licenses WHERE agreement_id = OLD.id) THEN PERFORM refuse_narrowing('deleting an agreement'); END IF;
    RETURN OLD;
  END IF;
  IF (NEW.id, NEW.team_id, NEW.number) IS DISTINCT FROM (OLD.id, OLD.team_id, OLD.number) THEN
    PERFORM refuse_narrowing('changing what an agreement is');
  END IF;
  IF NEW.ending_notice_id IS NOT NULL AND
     (NEW.ending_notice_id, NEW.ending_effective_at) IS DISTINCT FROM (OLD.ending_notice_id, OLD.ending_effective_at) AND
     NOT EXISTS (SELECT FROM public.agreement_notices n
                 WHERE n.id = NEW.ending_notice_id AND n.agreement_id = NEW.id AND n.cause <> 'amendment'
                   AND n.served_at IS NOT NULL AND n.cancelled_at IS NULL) THEN
    PERFORM refuse_narrowing('an ending without a served notice of this agreement');
  END IF;
  IF NEW.narrowing_notice_id IS NOT NULL AND
     (NEW.narrowing_notice_id, NEW.narrowing_effective_at, NEW.narrowing_terms)
       IS DISTINCT FROM (OLD.narrowing_notice_id, OLD.narrowing_effective_at, OLD.narrowing_terms) AND
     NOT EXISTS (SELECT FROM public.agreement_notices n
                 WHERE n.id = NEW.narrowing_notice_id AND n.agreement_id = NEW.id AND n.cause = 'amendment'
                   AND n.served_at IS NOT NULL AND n.cancelled_at IS NULL AND n.terms = NEW.narrowing_terms) THEN
    PERFORM refuse_narrowing('an amendment without a served notice of this agreement');
  END IF;

  IF products_lost(OLD.products, NEW.products) THEN lost := array_append(lost, 'products'); END IF;
  IF NOT OLD.platforms <@ NEW.platforms THEN lost := array_append(lost, 'platforms'); END IF;
  IF NEW.app_limit < OLD.app_limit THEN lost := array_append(lost, 'appLimit'); END IF;
  IF NEW.starts_at > OLD.starts_at OR NEW.starts_on > OLD.starts_on THEN lost := array_append(lost, 'startsOn'); END IF;
  IF NEW.last_instant_at < OLD.last_instant_at OR NEW.ends_on < OLD.ends_on THEN lost := array_append(lost, 'endsOn'); END IF;
  IF NEW.notice_days < OLD.notice_days THEN lost := array_append(lost, 'noticeDays'); END IF;
  IF NEW.lease_seconds < OLD.lease_seconds THEN lost := array_append(lost, 'leaseSeconds'); END IF;
  IF NEW.grace_seconds < OLD.grace_seconds THEN lost := array_append(lost, 'graceSeconds'); END IF;
  IF version_cap_covers_less(OLD.version_cap, NEW.version_cap) THEN lost := array_append(lost, 'versionCap'); END IF;
  IF OLD.offline AND NOT NEW.offline THEN lost := array_append(lost, 'offline'); END IF;
  IF OLD.proxy AND NOT NEW.proxy THEN lost := array_append(lost, 'proxy'); END IF;
  IF cardinality(lost) = 0 OR NOT EXISTS (SELECT FROM public.licenses WHERE agreement_id = NEW.id) THEN RETURN NEW; END IF;

  IF NEW.amended_by IS NOT DISTINCT FROM OLD.amended_by THEN
    PERFORM refuse_narrowing(format('taking %s from an agreement', array_to_string(lost, ', ')));
  END IF;
  FOREACH lost_term IN ARRAY lost LOOP
    now_has := CASE lost_term
      WHEN 'products' THEN to_jsonb(NEW.products)
      WHEN 'platforms' THEN to_jsonb(NEW.platforms)
      WHEN 'appLimit' THEN to_jsonb(NEW.app_limit)
      WHEN 'startsOn' THEN to_jsonb(NEW.starts_on)
      WHEN 'endsOn' THEN to_jsonb(NEW.ends_on)
      WHEN 'noticeDays' THEN to_jsonb(NEW.notice_days)
      WHEN 'leaseSeconds' THEN to_jsonb(NEW.lease_seconds)
      WHEN 'graceSeconds' THEN to_jsonb(NEW.grace_seconds)
      WHEN 'versionCap' THEN to_jsonb(NEW.version_cap)
      WHEN 'offline' THEN to_jsonb(NEW.offline)
      ELSE to_jsonb(NEW.proxy)
    END;
    IF NOT amendment_allows(NEW.id, NEW.amended_by, lost_term, now_has) THEN
      PERFORM refuse_narrowing(format('taking %s from an agreement', lost_term));
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER agreements_guard BEFORE UPDATE OR DELETE ON agreements FOR EACH ROW EXECUTE FUNCTION guard_agreement();
--> statement-breakpoint
-- Whether two people, or one who is alone on staff, stand behind a production license's lock.
CREATE FUNCTION lock_is_approved(license text, since timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
      SELECT FROM public.locks k
      WHERE k.license_id = license AND k.unlocked_at IS NULL
        AND k.approved_by IS NOT NULL AND k.approved_by IS DISTINCT FROM k.locked_by)
    OR EXISTS (
      SELECT FROM public.approvals a
      WHERE a.license_id = license AND a.type IN ('emergency-lock', 'lock-renewal') AND a.state = 'approved' AND a.alone = 'yes'
        AND a.decided_at >= since - interval '1 minute')
$$;
--> statement-breakpoint
CREATE FUNCTION guard_production_license() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  agreed record;
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM refuse_narrowing('deleting a production license'); END IF;
  IF (NEW.id, NEW.kind, NEW.team_id, NEW.agreement_id, NEW.key) IS DISTINCT FROM (OLD.id, OLD.kind, OLD.team_id, OLD.agreement_id, OLD.key) THEN
    PERFORM refuse_narrowing('changing what a production license is');
  END IF;
  IF NEW.starts_at > OLD.starts_at THEN PERFORM refuse_narrowing('a later beginning'); END IF;
  IF NEW.licensee <> OLD.licensee AND OLD.licensee <> ALL (NEW.former_licensees)
     OR NOT OLD.former_licensees <@ (NEW.former_licensees || NEW.licensee) THEN
    PERFORM refuse_narrowing('taking a name of the licensee');
  END IF;
  IF NOT (OLD.products || OLD.former_products) <@ (NEW.products || NEW.former_products) OR NOT OLD.platforms <@ NEW.platforms THEN
    SELECT products, platforms INTO agreed FROM public.agreements WHERE id = NEW.agreement_id;
    IF EXISTS (SELECT FROM unnest(OLD.products) AS had (name)
               WHERE had.name <> ALL (NEW.products || NEW.former_products) AND had.name = ANY (agreed.products))
       OR EXISTS (SELECT FROM unnest(OLD.platforms) AS had (name)
                  WHERE had.name <> ALL (NEW.platforms) AND had.name = ANY (agreed.platforms))
       OR NOT OLD.former_products <@ (NEW.products || NEW.former_products) THEN
      PERFORM refuse_narrowing('taking products or platforms that are agreed on');
    END IF;
  END IF;
  IF NEW.locked_at IS NOT NULL AND
     (OLD.locked_at IS NULL OR NEW.locked_at < OLD.locked_at OR NEW.lock_ends_at > OLD.lock_ends_at) AND
     NOT lock_is_approved(NEW.id, NEW.locked_at) THEN
    PERFORM refuse_narrowing('a lock that no second person approved');
  END IF;
  IF NEW.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at AND
     NOT EXISTS (SELECT FROM public.licenses other
                 WHERE other.id = NEW.replaced_by AND other.id <> NEW.id AND other.agreement_id = NEW.agreement_id) THEN
    PERFORM refuse_narrowing('revoking a license that no other took the place of');
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER licenses_guard BEFORE UPDATE OR DELETE ON licenses
  FOR EACH ROW WHEN (OLD.kind = 'production') EXECUTE FUNCTION guard_production_license();
--> statement-breakpoint
-- Emptying a whole table would pass by the rows.
CREATE FUNCTION refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'emptying % refused: what was agreed is kept', TG_TABLE_NAME USING ERRCODE = '23001';
END $$;
--> statement-breakpoint
CREATE TRIGGER agreement_notices_not_emptied BEFORE TRUNCATE ON agreement_notices FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
--> statement-breakpoint
CREATE TRIGGER agreements_not_emptied BEFORE TRUNCATE ON agreements FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying();
--> statement-breakpoint
CREATE FUNCTION refuse_emptying_licenses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.licenses WHERE kind = 'production') THEN PERFORM refuse_narrowing('emptying licenses'); END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER licenses_not_emptied BEFORE TRUNCATE ON licenses FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying_licenses();
--> statement-breakpoint
-- How a notice was served by other means is evidence.
CREATE FUNCTION guard_notice_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of the service of a notice refused', TG_OP USING ERRCODE = '23001';
END $$;
--> statement-breakpoint
CREATE TRIGGER notice_services_guard BEFORE UPDATE OR DELETE ON notice_services
  FOR EACH ROW EXECUTE FUNCTION guard_notice_service();
