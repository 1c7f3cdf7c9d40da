import { KeepFresh } from '#components/licenses/keep-fresh.tsx';
import { SalesHome } from '#components/staff/sales-home.tsx';
import { vendor } from '#lib/api/vendor.ts';
import { staffMember } from './staff-member.ts';

const MOST = 20;

/** The home of sales. */
export async function SalesPage() {
  const { api } = await staffMember('/staff');
  const [ending, notices, requests, trials] = await Promise.all([
    api.agreements.list({ sort: 'ending', limit: MOST }),
    api.sales.notices({ limit: MOST }),
    api.requests.list({ state: 'waiting', limit: MOST }),
    api.sales.trials({ limit: MOST }),
  ]);
  return (
    <>
      <KeepFresh everySeconds={30} />
      <SalesHome
        ending={ending.items.filter(({ state }) => state === 'expiring' || state === 'scheduled')}
        notices={notices.items}
        requests={requests.items}
        trials={trials.items}
        zone={vendor().timeZone}
        now={Date.now()}
      />
    </>
  );
}
