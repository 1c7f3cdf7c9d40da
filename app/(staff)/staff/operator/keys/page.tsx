import type { Metadata } from 'next';
import { Keys } from '#components/operator/keys.tsx';
import { operatorApi } from '../operator.ts';

export const metadata: Metadata = { title: 'Signing keys' };

export default async function KeysPage() {
  const api = await operatorApi();
  if (!api) return null;
  return <Keys first={await api.keys.list()} drawnAt={Date.now()} />;
}
