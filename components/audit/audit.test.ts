import { expect, test } from 'vitest';
import type { AuditEntry } from '#lib/contract/audit.ts';
import { actorName } from './actor-name.ts';
import { auditCsv } from './audit-csv.ts';
import { auditInput, auditQuery, readAuditFilters } from './audit-filters.ts';
import { changeText, termChanges } from './term-changes.ts';

const entry: AuditEntry = {
  id: 7,
  at: '2026-11-25T10:00:00.000Z',
  actor: {
    kind: 'person',
    id: '4c0f5a3e-8a55-4a19-9d6a-2f3f0c1d5a11',
    name: '=cmd()',
    email: 'a@example.com',
    isStaff: false,
  },
  action: 'license.rename',
  says: 'renamed a license',
  subject: { type: 'license', id: 'LIC-7F3K-9QXM', name: null },
  team: { slug: 'acme', name: 'Acme' },
  before: { name: '@SUM(1)' },
  after: { name: 'A "quoted" name' },
  sealed: true,
};

test('the address says what the log is narrowed to, and the API takes whole UTC days', () => {
  const filters = readAuditFilters({
    who: ' ana@example.com ',
    action: 'license.lock',
    from: '2026-11-24',
    to: '2026-11-25',
    subject: ['a', 'b'],
  });
  expect(filters).toEqual({
    who: 'ana@example.com',
    action: 'license.lock',
    from: '2026-11-24',
    to: '2026-11-25',
  });
  expect(auditQuery(filters)).toBe(
    '?who=ana%40example.com&action=license.lock&from=2026-11-24&to=2026-11-25',
  );
  expect(auditInput(filters)).toMatchObject({ from: '2026-11-24T00:00:00Z', to: '2026-11-26T00:00:00.000Z' });
  expect(readAuditFilters({ action: 'no.such', from: '2026-13-45', to: 'yesterday' })).toEqual({});
  expect(auditQuery({})).toBe('');
});

test('the CSV has every entry on a line that no spreadsheet runs', () => {
  const [head, line, ...rest] = auditCsv([entry]).split('\r\n');
  expect(head).toMatch(/^"id","at",/);
  expect(line).toContain(`"'=cmd()"`);
  expect(line).toContain('"{""name"":""@SUM(1)""}"');
  expect(line).toContain('"LIC-7F3K-9QXM"');
  expect(rest).toEqual(['']);
});

test('a change is said term by term', () => {
  const changes = termChanges({
    before: { name: 'One', platforms: ['ios'], gone: 1, use: 'answer' },
    after: { name: 'Two', platforms: ['ios', 'android'], terms: { a: 1 }, empty: [], use: 'answer' },
  });
  expect(changes.map(changeText)).toEqual([
    'name: One → Two',
    'platforms: ios → ios, android',
    'gone: 1 → none',
    'terms: {"a":1}',
    'empty: none',
  ]);
  expect(termChanges({ before: null, after: null })).toEqual([]);
  expect(termChanges({ before: null, after: { end: null } }).map(changeText)).toEqual(['end: none']);
});

test('whoever has no name is called by what they are', () => {
  expect(actorName(entry.actor, true)).toBe('=cmd()');
  expect(actorName({ ...entry.actor, isStaff: true }, true)).toBe('=cmd() (support)');
  expect(actorName({ ...entry.actor, name: null }, true)).toBe('Deleted account');
  expect(actorName({ ...entry.actor, kind: 'system', id: null, name: null }, false)).toBe('Leasehold');
});
