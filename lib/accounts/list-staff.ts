import { listStaff as findStaff } from '#db/queries/staff.ts';
import type { Page, PageAsked } from '#lib/domain/page-of.ts';
import { donePage } from '#lib/done-page.ts';
import { type Actor, useCase } from '#lib/use-case.ts';
import { type StaffView, viewStaff } from './staff-view.ts';

/** Everybody on staff, suspended ones too, by address. Operators alone see second factors and last uses. */
export const listStaff = useCase<PageAsked, Page<StaffView>, 'invalid-input'>({
  action: 'staff.list',
  async run({ tx, actor }, asked) {
    const views = (await findStaff(tx)).map(viewStaff);
    return donePage(isOperator(actor) ? views : views.map(withoutSecurity), asked);
  },
});

function isOperator({ asker }: Actor): boolean {
  return asker.kind === 'command' || (asker.kind === 'known' && asker.staffRole === 'operator');
}

function withoutSecurity(view: StaffView): StaffView {
  return { ...view, secondFactor: null, lastSeenAt: null };
}
