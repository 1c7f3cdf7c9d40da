import type { Metadata } from 'next';
import { Health } from '#components/operator/health.tsx';
import { operatorApi } from '../operator.ts';

export const metadata: Metadata = { title: 'Health' };

export default async function HealthPage() {
  const api = await operatorApi();
  if (!api) return null;
  return <Health first={await api.health.read()} drawnAt={Date.now()} />;
}
