import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that all of this lies in. */
export const clone = dirname(dirname(fileURLToPath(import.meta.url)));
