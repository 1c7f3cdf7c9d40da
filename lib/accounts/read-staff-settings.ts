import { countActiveStaff } from '#db/queries/staff.ts';
import { installation } from '#lib/platform/installation.ts';
import { done, useCase } from '#lib/use-case.ts';

export type StaffSettings = {
  secondFactor: 'required' | 'optional';
  /** Whether an emergency lock of a production license takes a second person now. */
  lockSecondPerson: 'required' | 'optional';
  /** How many could act: not suspended, with a password. */
  activeStaff: number;
};

/** What this installation asks of its staff. `lockSecondPerson` can be optional only while one alone could act. */
export const readStaffSettings = useCase<unknown, StaffSettings>({
  action: 'staff.list',
  async run({ tx }) {
    const { staffSecondFactor, lockSecondPerson } = installation().config;
    const activeStaff = await countActiveStaff(tx);
    return done({
      secondFactor: staffSecondFactor,
      lockSecondPerson: activeStaff === 1 ? lockSecondPerson : 'required',
      activeStaff,
    });
  },
});
