import type { Tx } from '#db/client.ts';
import { findRequest, listMessages, type MessageRow, type RequestRow } from '#db/queries/requests.ts';
import type { RequestState, RequestType } from '#lib/domain/requests.ts';
import { PLATFORMS, type Platform } from '#sdk/protocol/platforms.ts';

export type RequestTermsView = {
  products?: string[];
  platforms?: Platform[];
  apps?: { platform: Platform; value: string }[];
  days?: number;
};

type PersonView = { id: string; name: string };

/** A request as the management API gives it, to both sides alike. */
export type RequestView = {
  id: string;
  type: RequestType;
  state: RequestState;
  subject: string;
  team: string;
  teamName: string;
  license: string | null;
  licenseName: string | null;
  terms: RequestTermsView;
  agreement: string | null;
  assignee: PersonView | null;
  createdAt: string;
  createdBy: PersonView;
  answerBy: string;
  answeredAt: string | null;
  decidedAt: string | null;
  decidedBy: PersonView | null;
  lastMessageAt: string;
};

export type MessageView = Omit<MessageRow, 'at'> & { at: string };
export type RequestWithMessagesView = RequestView & { messages: MessageView[] };

export function viewRequest(row: RequestRow): RequestView {
  return {
    id: row.id,
    type: row.type,
    state: row.state,
    subject: row.subject,
    team: row.team,
    teamName: row.teamName,
    license: row.licenseId,
    licenseName: row.licenseName,
    terms: termsOf(row.terms),
    agreement: row.agreement,
    assignee: personOf(row.assigneeId, row.assigneeName),
    createdAt: row.createdAt.toISOString(),
    createdBy: personOf(row.createdBy, row.createdByName) ?? { id: row.createdBy, name: 'Somebody' },
    answerBy: row.answerBy.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: personOf(row.decidedBy, row.decidedByName),
    lastMessageAt: row.lastMessageAt.toISOString(),
  };
}

/** The request as it is now, with its conversation. */
export async function viewWhole(
  tx: Tx,
  { teamId, id }: Pick<RequestRow, 'teamId' | 'id'>,
): Promise<RequestWithMessagesView> {
  const row = await findRequest(tx, teamId, id);
  if (!row) throw new Error('a request that was located is gone');
  const messages = await listMessages(tx, id);
  return { ...viewRequest(row), messages: messages.map((one) => ({ ...one, at: one.at.toISOString() })) };
}

function personOf(id: string | null, name: string | null): PersonView | null {
  return id === null ? null : { id, name: name ?? 'Somebody' };
}

/** What was stored, read again: the table keeps it as JSON. */
export function termsOf(stored: Record<string, unknown>): RequestTermsView {
  const { products, platforms, apps, days } = stored;
  const isPlatform = (value: unknown): value is Platform => PLATFORMS.some((one) => one === value);
  const view: RequestTermsView = {};
  if (Array.isArray(products))
    view.products = products.filter((one): one is string => typeof one === 'string');
  if (Array.isArray(platforms)) view.platforms = platforms.filter(isPlatform);
  if (Array.isArray(apps)) {
    view.apps = apps.flatMap((app: { platform?: unknown; value?: unknown }) =>
      isPlatform(app.platform) && typeof app.value === 'string'
        ? [{ platform: app.platform, value: app.value }]
        : [],
    );
  }
  if (typeof days === 'number') view.days = days;
  return view;
}
