import { lockOperators, lockStaffMember, type StaffRow } from '#db/queries/staff.ts';
import type { StaffRole } from '#lib/domain/policy.ts';
import { type Act, type Failure, failed } from '#lib/use-case.ts';

/** Somebody on staff as the management API gives them. */
export type StaffView = {
  id: string;
  email: string;
  name: string;
  role: StaffRole;
  /** `invited`: has not set a password yet. */
  state: 'active' | 'invited' | 'suspended';
  /** Null where whoever asks is no operator: who has none is nobody else's to know. */
  secondFactor: 'off' | 'on' | null;
  lastSeenAt: string | null;
  createdAt: string;
};

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Somebody on staff who is to be changed. `isLast`: the only operator who could act, so that they must stay one. */
export type StaffMember = { row: StaffRow; isLast: boolean };

/** By ID or address, held until the transaction ends; null when nobody on staff has either. */
export async function staffMember({ tx }: Act, idOrEmail: string): Promise<StaffMember | null> {
  const operators = await lockOperators(tx);
  const row = await lockStaffMember(tx, UUID.test(idOrEmail) ? { id: idOrEmail } : { email: idOrEmail });
  return row && { row, isLast: operators.length === 1 && operators[0] === row.id };
}

/** Without an operator nobody could add staff, look after keys, or make another operator. */
export function lastOperator(): Failure<'conflict'> {
  return failed(
    'conflict',
    'This is the last operator who could act. Make somebody else an operator first, and wait until they have set a password.',
  );
}

/** For operators, who alone see second factors and when somebody was last seen. */
export function viewStaff(row: StaffRow): StaffView {
  const { id, email, name, staffRole, suspendedAt, hasPassword, hasSecondFactor, lastSeenAt, createdAt } =
    row;
  return {
    id,
    email,
    name,
    role: staffRole,
    state: suspendedAt ? 'suspended' : hasPassword ? 'active' : 'invited',
    secondFactor: hasSecondFactor ? 'on' : 'off',
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
