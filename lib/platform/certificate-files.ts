import { readFileSync, statSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { log } from './log.ts';
import { reasonOf, StartRefused } from './start-refused.ts';

export type CertificateFiles = { certFile: string; keyFile: string };
export type Certificate = { cert: Buffer; key: Buffer };

/** The certificate (with its chain) and its key. Throws StartRefused when they cannot be read or do not belong together. */
export function readCertificate(files: CertificateFiles): Certificate {
  const cert = pem('TLS_CERT', files.certFile);
  const key = pem('TLS_KEY', files.keyFile);
  try {
    createSecureContext({ cert, key });
    return { cert, key };
  } catch (error) {
    throw new StartRefused(
      `TLS_CERT is ${JSON.stringify(files.certFile)} and TLS_KEY ${JSON.stringify(files.keyFile)}; they must be a certificate and its private key in PEM form (${reasonOf(error)}).`,
    );
  }
}

function pem(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartRefused(
      `${name} is ${JSON.stringify(file)}; it must be a PEM file that can be read (${reasonOf(error)}).`,
    );
  }
}

/**
 * Looks at the files now and then, and hands over a new pair. One that is half there, as while it is being copied, or
 * wrong is said once and tried again when the files change. Gives the end of it.
 */
export function followCertificate(
  files: CertificateFiles,
  { everyMs, use }: { everyMs: number; use: (certificate: Certificate) => void },
): () => void {
  let seen = stateOf(files);
  const timer = setInterval(() => {
    const state = stateOf(files);
    if (state === seen) return;
    seen = state;
    try {
      use(readCertificate(files));
      log.info({ certificate: files.certFile }, 'a new certificate is used from now on');
    } catch (error) {
      log.error({ reason: reasonOf(error) }, 'the new certificate cannot be used; the old one stays');
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Differs when a file was written or replaced, also where the name is a link to another file each time. */
function stateOf({ certFile, keyFile }: CertificateFiles): string {
  return [certFile, keyFile].map(stateOfFile).join(', ');
}

function stateOfFile(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch (error) {
    return reasonOf(error);
  }
}
