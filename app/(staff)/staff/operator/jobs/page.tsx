import type { Metadata } from 'next';
import { Jobs } from '#components/operator/jobs.tsx';
import { JOB_STATES } from '#lib/domain/job-states.ts';
import { operatorApi } from '../operator.ts';

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Jobs' };

export default async function JobsPage({ searchParams }: Props) {
  const { state: asked } = await searchParams;
  const state = JOB_STATES.find((one) => one === asked) ?? null;
  const api = await operatorApi();
  if (!api) return null;
  const first = await api.jobs.list({ ...(state && { state }), limit: 50 });
  return <Jobs key={state} state={state} first={first} drawnAt={Date.now()} />;
}
