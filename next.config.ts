import type { NextConfig } from 'next';

const config: NextConfig = {
  // What loads native code or is made once in a process stays outside the bundle.
  serverExternalPackages: ['@node-rs/argon2', 'postgres', 'graphile-worker', 'nodemailer', 'pino'],
  // Types are one of the steps of `npm test`, over every file; whoever builds to run need not wait for them.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
};

export default config;
