import { PageLoading } from '#components/ui/page-loading.tsx';

export default function SigningkeysLoading() {
  return <PageLoading title="Signing keys" />;
}
