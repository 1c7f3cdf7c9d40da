import { HomeLoading } from '#components/licenses/home-loading.tsx';

export default function TeamHomeIsLoading() {
  return <HomeLoading />;
}
