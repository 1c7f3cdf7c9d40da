import { listSessionsOf } from '#db/queries/sessions.ts';
import { done, useCase } from '#lib/use-case.ts';

export type Session = {
  id: string;
  current: boolean;
  userAgent: string | null;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
};

/** Where whoever asks is signed in, the last used first, at most 200. `current` is the one that asks, if one does. */
export const listSessions = useCase<unknown, { items: Session[]; next: string | null }>({
  action: 'session.list',
  async run({ tx, actor, now }) {
    const rows = actor.personId === null ? [] : await listSessionsOf(tx, actor.personId, now);
    const items = rows.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt }) => ({
      id,
      current: actor.kind === 'person' && id === actor.credentialId,
      userAgent,
      createdAt: createdAt.toISOString(),
      lastSeenAt: lastSeenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    }));
    return done({ items, next: null });
  },
});
