import type { ReactNode } from 'react';
import { Forbidden } from '#components/ui/forbidden.tsx';
import { operatorApi } from './operator.ts';

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  if ((await operatorApi()) === null)
    return <Forbidden title="Operator" says="An operator looks after this installation." />;
  return children;
}
