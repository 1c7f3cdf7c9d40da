-- A product may be renamed between an amendment and its moment: its new name stands in for the one that was agreed on.
CREATE OR REPLACE FUNCTION amendment_allows(agreement uuid, amendment uuid, term text, becomes jsonb) RETURNS boolean
  LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM public.agreement_notices n
    WHERE n.id = amendment AND n.agreement_id = agreement AND n.cause = 'amendment'
      AND n.served_at IS NOT NULL AND n.applied_at IS NOT NULL AND n.cancelled_at IS NULL
      AND n.terms ? term AND (
        n.terms -> term = becomes
        OR jsonb_typeof(becomes) = 'array' AND n.terms -> term <@ becomes
        OR term = 'products' AND NOT public.products_lost(
          ARRAY(SELECT jsonb_array_elements_text(n.terms -> term)), ARRAY(SELECT jsonb_array_elements_text(becomes))))
      AND NOT EXISTS (
        SELECT FROM public.agreement_notices later
        WHERE later.agreement_id = agreement AND later.cause = 'amendment' AND later.applied_at > n.applied_at))
$$;
--> statement-breakpoint
-- With a product that is not agreed on any more go the names that it had before.
CREATE OR REPLACE FUNCTION guard_production_license() RETURNS trigger LANGUAGE plpgsql AS $$
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
       OR EXISTS (SELECT FROM unnest(OLD.former_products) AS had (name)
                  WHERE had.name <> ALL (NEW.products || NEW.former_products)
                    AND NOT EXISTS (SELECT FROM public.products p
                                    WHERE had.name = ANY (p.former_names) AND p.name <> ALL (agreed.products))) THEN
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
