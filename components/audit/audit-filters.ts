import type { Action } from '#lib/domain/policy.ts';
import { ACTIONS } from '#lib/domain/policy.ts';

/** What the log is narrowed to, as the address says. Days are UTC, both included. */
export type AuditFilters = { who?: string; action?: Action; subject?: string; from?: string; to?: string };

type Query = Record<string, string | string[] | undefined>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** Reads the address; what is unknown there narrows nothing. */
export function readAuditFilters(query: Query): AuditFilters {
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 320) : '';
  };
  const filters: AuditFilters = {};
  if (text('who') !== '') filters.who = text('who');
  if (text('subject') !== '') filters.subject = text('subject');
  const action = ACTIONS.find((one) => one === text('action'));
  if (action) filters.action = action;
  for (const name of ['from', 'to'] as const) if (isDay(text(name))) filters[name] = text(name);
  return filters;
}

function isDay(text: string): boolean {
  return DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The address's query for these filters, with its question mark; empty when there is none. */
export function auditQuery(filters: AuditFilters): string {
  const query = new URLSearchParams();
  for (const name of ['who', 'action', 'subject', 'from', 'to'] as const) {
    const value = filters[name];
    if (value) query.set(name, value);
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** The filters as the API takes them: `from` and the end of `to` as instants. */
export function auditInput({ from, to, ...others }: AuditFilters) {
  return {
    ...others,
    ...(from !== undefined && { from: `${from}T00:00:00Z` }),
    ...(to !== undefined && { to: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS).toISOString() }),
  };
}
