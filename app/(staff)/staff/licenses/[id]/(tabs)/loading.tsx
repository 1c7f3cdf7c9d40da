import { TabLoading } from '#components/licenses/tab-loading.tsx';

export default function TabIsLoading() {
  return <TabLoading />;
}
