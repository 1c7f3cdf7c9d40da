import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function hasOpenssl(): boolean {
  return spawnSync('openssl', ['version'], { stdio: 'ignore' }).status === 0;
}

/** DER of SubjectPublicKeyInfo for Ed25519 up to the 32 bytes of the key (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Verifies a compact JWS with the openssl command and nothing of ours. `x` is the public key of the JWK. */
export function opensslVerifies(jws: string, x: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'leasehold-openssl-'));
  try {
    const end = jws.lastIndexOf('.');
    const file = (name: string, content: string | Buffer) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    };
    const key = file('key.der', Buffer.concat([SPKI_PREFIX, Buffer.from(x, 'base64url')]));
    const input = file('input', jws.slice(0, end));
    const signature = file('signature', Buffer.from(jws.slice(end + 1), 'base64url'));
    const words = [
      'pkeyutl',
      '-verify',
      '-pubin',
      '-keyform',
      'DER',
      '-inkey',
      key,
      '-rawin',
      '-in',
      input,
      '-sigfile',
      signature,
    ];
    return execFileSync('openssl', words, { encoding: 'utf8' }).includes('Verified Successfully');
  } catch {
    // openssl says "Signature Verification Failure" and ends with 1.
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
