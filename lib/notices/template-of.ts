import type { Handle } from '#db/client.ts';
import { findInvitation } from '#db/queries/invitations.ts';
import { findPasswordLink } from '#db/queries/password-links.ts';
import { findPerson, type PersonRow } from '#db/queries/people.ts';
import { findSignUp } from '#db/queries/sign-ups.ts';
import type { Instant } from '#lib/domain/instant.ts';
import { installation } from '#lib/platform/installation.ts';
import { accountExists } from './account-exists.tsx';
import type { Sender } from './letter-layout.tsx';
import { linkToken } from './link-token.ts';
import type { Notice } from './notices.ts';
import { passwordChanged } from './password-changed.tsx';
import type { Template } from './render-letter.ts';
import { resetPassword } from './reset-password.tsx';
import { staffWelcome } from './staff-welcome.tsx';
import { teamInvitation } from './team-invitation.tsx';
import { verifyAddress } from './verify-address.tsx';

export type Addressed = { to: string; template: Template };

type Subject = { handle: Handle; id: string; now: Instant; sender: Sender };

/** By notice: to whom and what, or null when there is nothing to tell any more. */
const WRITERS: Readonly<Record<Notice, (subject: Subject) => Promise<Addressed | null>>> = {
  async 'verify-address'({ handle, id, now, sender }) {
    const signUp = await findSignUp(handle, id);
    if (!signUp || signUp.usedAt || signUp.expiresAt.getTime() <= now) return null;
    const { email, name, teamName, expiresAt } = signUp;
    const token = linkToken('verify', id);
    return {
      to: email,
      template: verifyAddress({ sender, name, teamName, token, until: inWords(expiresAt) }),
    };
  },
  'account-exists': async ({ handle, id, sender }) =>
    toPerson(await findPerson(handle, id), accountExists({ sender })),
  'password-changed': async ({ handle, id, sender }) =>
    toPerson(await findPerson(handle, id), passwordChanged({ sender })),
  async 'reset-password'(subject) {
    const link = await findLivingLink(subject);
    return link && toPerson(link.person, resetPassword({ sender: subject.sender, ...link }));
  },
  async 'staff-welcome'(subject) {
    const link = await findLivingLink(subject);
    const role = link?.person.staffRole;
    return link && role
      ? toPerson(link.person, staffWelcome({ sender: subject.sender, role, ...link }))
      : null;
  },
  async 'team-invitation'({ handle, id, now, sender }) {
    const row = await findInvitation(handle, id);
    if (!row || row.acceptedAt || row.revokedAt || row.isTeamDeleted || row.expiresAt.getTime() <= now)
      return null;
    const { email, teamName, inviterName, role, expiresAt } = row;
    const token = linkToken('invite', id);
    const until = inWords(expiresAt);
    return { to: email, template: teamInvitation({ sender, teamName, inviterName, role, token, until }) };
  },
};

/** What a notice says now and to whom; null when what it tells of is used, expired or gone, or its person suspended. */
export function templateOf(notice: Notice, subject: Omit<Subject, 'sender'>): Promise<Addressed | null> {
  const { config } = installation();
  return WRITERS[notice]({ ...subject, sender: { vendorName: config.vendor.name, appUrl: config.appUrl } });
}

async function findLivingLink({ handle, id, now }: Subject) {
  const link = await findPasswordLink(handle, id);
  if (!link || link.usedAt || link.expiresAt.getTime() <= now) return null;
  const person = await findPerson(handle, link.personId);
  return person && { person, token: linkToken('password', id), until: inWords(link.expiresAt) };
}

function toPerson(person: PersonRow | null, template: Template): Addressed | null {
  return person && !person.suspendedAt ? { to: person.email, template } : null;
}

function inWords(instant: Date): string {
  const { timeZone } = installation().config.vendor;
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' }).formatToParts(instant);
  return `${format.format(instant)} ${zone.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone}`;
}
