import { z } from 'zod';

const printable = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}]+$/u);

/** A check as asked (wire.md section 1). */
export const checkRequest = z.strictObject({
  license: z.string().regex(/^LIC-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/),
  licensee: printable(100),
  app: printable(255),
  product: printable(40),
  version: z
    .string()
    .max(32)
    .regex(/^\d+(\.\d+)*(-[\w.+-]+)?$/),
  platform: z.enum(['ios', 'android', 'linux', 'macos', 'windows', 'self-hosted', 'browser']),
  os: printable(40),
  nonce: z.string().regex(/^[\w-]{16,22}$/),
});

export type CheckRequest = z.infer<typeof checkRequest>;
