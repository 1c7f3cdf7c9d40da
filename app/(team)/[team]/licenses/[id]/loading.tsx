import { LicenseLoading } from '#components/licenses/license-loading.tsx';

export default function LicenseIsLoading() {
  return <LicenseLoading />;
}
