import { database } from '#db/client.ts';
import {
  type EndingTrial,
  listEndedLocks,
  listEndingTrials,
  listNearingNotices,
  type NearingNotice,
} from '#db/queries/reminders.ts';
import { REMINDER_DAYS } from '#lib/domain/agreements.ts';
import { DAY_MS, type Instant } from '#lib/domain/instant.ts';
import { dueReminder, STALE_MS, TRIAL_MARKS } from '#lib/domain/reminders.ts';
import { type Tell, tell } from './tell.ts';

/** Read at once. */
const BATCH = 500;

/**
 * Tells everybody what is due of the ends of trials, of served notices and of emergency locks. Asked by the clock, as
 * often as one likes: what was told is not told again.
 */
export async function remind(now: Instant): Promise<void> {
  await remindOfTrials(now);
  await remindOfEndings(now);
  await tellOfEndedLocks(now);
}

/** Each reminder in a transaction of its own: one that fails keeps no other back. */
const say = (telling: Tell) => database().transaction((tx) => tell(tx, telling));

async function remindOfTrials(now: Instant): Promise<void> {
  const span = { from: now - STALE_MS, to: now + Math.max(...TRIAL_MARKS) * DAY_MS, now, limit: BATCH };
  let trials: EndingTrial[] = await listEndingTrials(database().orm, span);
  while (trials.length > 0) {
    for (const trial of trials) await remindOfTrial(trial, now);
    const last = trials.at(-1);
    if (!last || trials.length < BATCH) return;
    trials = await listEndingTrials(database().orm, { ...span, after: { at: last.endsAt, id: last.id } });
  }
}

async function remindOfTrial({ id, teamId, ...trial }: EndingTrial, now: Instant): Promise<void> {
  const endsAt = trial.endsAt.getTime();
  const since = Math.max(trial.knownSince.getTime(), trial.lastToldAt?.getTime() ?? 0);
  const due = dueReminder({ endsAt, since, marks: TRIAL_MARKS }, now);
  if (!due) return;
  // An extension has ends and marks of its own.
  const notice = due.kind === 'ended' ? 'trial-ended' : 'trial-ends';
  const key = due.kind === 'ended' ? `${id}:${endsAt}` : `${id}:${endsAt}:${due.days}`;
  await say({ notice, subjectId: id, key, teamId, now });
}

async function remindOfEndings(now: Instant): Promise<void> {
  const span = { from: now - STALE_MS, to: now + Math.max(...REMINDER_DAYS) * DAY_MS, now, limit: BATCH };
  let notices: NearingNotice[] = await listNearingNotices(database().orm, span);
  while (notices.length > 0) {
    for (const notice of notices) await remindOfEnding(notice, now);
    const last = notices.at(-1);
    if (!last || notices.length < BATCH) return;
    notices = await listNearingNotices(database().orm, {
      ...span,
      after: { at: last.effectiveAt, id: last.id },
    });
  }
}

async function remindOfEnding(
  { id, teamId, noticeAddress, ...served }: NearingNotice,
  now: Instant,
): Promise<void> {
  const endsAt = served.effectiveAt.getTime();
  const since = Math.max(served.servedAt.getTime(), served.lastToldAt?.getTime() ?? 0);
  const due = dueReminder({ endsAt, since, marks: REMINDER_DAYS }, now);
  if (!due) return;
  const to = { roles: true, addresses: noticeAddress === null ? [] : [noticeAddress] };
  await (due.kind === 'ended'
    ? say({ notice: 'ending-in-effect', subjectId: id, teamId, to, now })
    : say({ notice: 'ending-reminder', subjectId: id, key: `${id}:${endsAt}:${due.days}`, teamId, to, now }));
}

async function tellOfEndedLocks(now: Instant): Promise<void> {
  const ended = await listEndedLocks(database().orm, { from: now - STALE_MS, to: now, limit: BATCH });
  for (const { id, teamId } of ended) await say({ notice: 'lock-ended', subjectId: id, teamId, now });
}
