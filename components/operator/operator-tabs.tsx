'use client';

import './operator.css';
import { usePathname } from 'next/navigation';
import { Tabs } from '../ui/tabs.tsx';
import { OPERATOR_PAGES } from './operator-pages.ts';

/** The pages of the operator's world, above each of them. */
export function OperatorTabs() {
  const here = usePathname();
  const current = OPERATOR_PAGES.find(({ href }) => here === href || here.startsWith(`${href}/`));
  return (
    <div className="operator-tabs">
      <Tabs label="Operator" tabs={OPERATOR_PAGES} current={current?.href ?? ''} />
    </div>
  );
}
