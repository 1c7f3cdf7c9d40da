import { done, useCase } from '#lib/use-case.ts';
import { memberToChange, takeOut } from './change-member.ts';
import { locateBySlug, theTeam } from './the-team.ts';

/**
 * Takes a member out of a team, with the tokens that act as them there and the invitations they sent; it counts from
 * their next request on. Answers `not-found`, `forbidden` for what an admin may not do to owners, and `conflict` for
 * the last owner.
 */
export const removeMember = useCase<
  { slug: string; id: string },
  undefined,
  'not-found' | 'forbidden' | 'conflict'
>({
  action: 'member.remove',
  locate: locateBySlug,
  async run(act, { id }) {
    const member = await memberToChange(act, { id, to: null });
    if (!member.ok) return member;
    const { id: personId, role } = member.value;
    const after = await takeOut(act, (await theTeam(act)).id, personId);
    return done(undefined, { subject: { type: 'person', id: personId }, before: { role }, after });
  },
});
