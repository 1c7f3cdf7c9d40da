import { findPersonByEmail } from '#db/queries/people.ts';
import { actionsOfStaffRole } from '#lib/domain/policy.ts';
import { done, failed, useCase } from '#lib/use-case.ts';
import { type CreatedToken, newToken, type TokenTerms } from './new-token.ts';

export type CreateStaffTokenInput = TokenTerms & {
  /** The address of the member of staff it is to act as. */
  staff: string;
};

/**
 * Makes a token that acts as a member of staff. It belongs to no team, so that the policy lets the command line alone
 * make one. The answer holds the token, once. Answers `invalid-input` for who is not on staff, for a scope that is
 * unknown or more than their role allows, and for a life of other than 1 to 3650 days.
 */
export const createStaffToken = useCase<CreateStaffTokenInput, CreatedToken, 'invalid-input'>({
  action: 'token.create',
  secret: true,
  async run(act, { staff, ...terms }) {
    const person = await findPersonByEmail(act.tx, staff);
    if (!person?.staffRole || person.suspendedAt) {
      const detail = `${staff} is not on staff. Add them first: leasehold staff add ${staff} --role …`;
      return failed('invalid-input', detail, [{ pointer: '/staff', detail }]);
    }
    const allowed = actionsOfStaffRole(person.staffRole);
    const created = await newToken(act, terms, { personId: person.id, teamId: null, allowed });
    if (!created.ok) return created;
    return done(created.value, {
      subject: { type: 'token', id: created.value.id },
      after: { actsAs: person.id, scopes: [...terms.scopes], expiresAt: created.value.expiresAt },
    });
  },
});
