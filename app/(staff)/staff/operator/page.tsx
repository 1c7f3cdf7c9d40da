import { redirect } from 'next/navigation';
import { OPERATOR_PAGES } from '#components/operator/operator-pages.ts';

export default function OperatorPage() {
  redirect(OPERATOR_PAGES[0].href);
}
