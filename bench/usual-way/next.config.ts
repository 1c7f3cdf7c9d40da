import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const here = dirname(fileURLToPath(import.meta.url));

const config: NextConfig = {
  // Packages are those of the clone, two folders up.
  turbopack: { root: dirname(dirname(here)) },
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  // Answers are short: compressing them would only cost.
  compress: false,
};

export default config;
