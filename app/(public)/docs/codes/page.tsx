import type { Metadata } from 'next';
import { CodeList } from '#components/docs/code-list.tsx';

export const metadata: Metadata = {
  title: 'Codes',
  description: 'Every code of answers, devices and the API: what it says, what to do, and who can do it.',
};

export default function CodesPage() {
  return <CodeList />;
}
