import { AgreementsLoading } from '#components/agreements/agreements-loading.tsx';

export default function AgreementsAreLoading() {
  return <AgreementsLoading />;
}
