import { ListLoading } from '#components/licenses/list-loading.tsx';

export default function LicensesAreLoading() {
  return <ListLoading />;
}
