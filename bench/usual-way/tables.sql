-- What the usual way writes. It reads the same licenses and apps as Leasehold does, with the same indexes. No index and
-- no foreign key beyond the primary keys: nothing here is slowed.
create table usual_checks (
  id bigint generated always as identity primary key,
  license_id text not null,
  at timestamptz not null,
  platform text not null,
  app text not null,
  product text not null,
  version text not null,
  os text not null,
  outcome text not null,
  code text
);

-- fillfactor 70 keeps the counting updates within their page (HOT), as in check_counts.
create table usual_totals (
  license_id text primary key,
  checks bigint not null,
  last_check_at timestamptz
) with (fillfactor = 70);

insert into usual_totals (license_id, checks) select id, 0 from licenses;
