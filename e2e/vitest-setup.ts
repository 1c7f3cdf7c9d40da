import fc from 'fast-check';

// `npm test` runs a fixed share of every property, `npm run test:long` the full size.
const runs = Number(process.env.LEASEHOLD_PROPERTY_RUNS ?? '200');
fc.configureGlobal({ numRuns: runs });
