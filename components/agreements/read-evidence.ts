import type { client } from '#components/api.ts';

export type EvidenceFile = Parameters<typeof client.agreements.serveByOtherMeans>[0]['evidence'];

/** What is sent in base64 may have 4,000,000 characters. */
export const MAX_EVIDENCE_BYTES = 3_000_000;

const TYPES: Readonly<Record<string, EvidenceFile['type']>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  eml: 'message/rfc822',
  txt: 'text/plain',
};

/** Reads a chosen file for sending, or says what is wrong with it. */
export async function readEvidence(file: File): Promise<EvidenceFile | string> {
  const type = TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''];
  if (!type) return `${file.name} is none of PDF, PNG, JPEG, EML and TXT.`;
  if (file.size > MAX_EVIDENCE_BYTES) return `${file.name} is larger than 3 MB.`;
  if (file.size === 0) return `${file.name} is empty.`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { name: file.name, type, content: btoa(binary) };
}
