/** What a key's files are made of. */
export type KeyOfLicense = {
  id: string;
  licensee: string;
  products: readonly string[];
  key: string;
  fingerprint: string;
};
export type KeyFile = { label: string; name: string; type: string; text: (of: KeyOfLicense) => string };

/** The forms a license key can be downloaded in. */
export const KEY_FILES: readonly KeyFile[] = [
  { label: '.key', name: '.key', type: 'text/plain', text: ({ key }) => `${key}\n` },
  { label: '.env', name: '.env', type: 'text/plain', text: ({ key }) => `LEASEHOLD_LICENSE_KEY=${key}\n` },
  {
    label: 'JSON',
    name: '.json',
    type: 'application/json',
    text: ({ id, licensee, products, key, fingerprint }) =>
      `${JSON.stringify({ license: id, licensee, products, key, fingerprint }, null, 2)}\n`,
  },
  { label: 'Kubernetes Secret', name: '-secret.yaml', type: 'application/yaml', text: kubernetesSecret },
];

function kubernetesSecret({ id, key }: KeyOfLicense): string {
  return [
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    `  name: ${id.toLowerCase()}`,
    'type: Opaque',
    'stringData:',
    `  license.key: ${key}`,
    '',
  ].join('\n');
}

/** The key with its middle hidden: enough of both ends to compare it with another by eye. */
export function maskedKey(key: string, { start, end }: { start: number; end: number }): string {
  return key.length <= start + end ? '••••' : `${key.slice(0, start)}••••${key.slice(-end)}`;
}
