/**
 * The import law: who may import whom. One allow-list for each room; what it does not name is an error.
 * `node cli/import-law.ts` runs it and proves that it saw every module git knows.
 */
const TEST = '\\.(test|arbitrary)\\.tsx?$';
/** Node's own modules; dependency-cruiser shows them without `node:`. */
const CORE = ['core'];

/** Files of `from` may import only what one of the patterns in `to` matches, npm packages named in `npm`, and core modules when `core`. */
function room(name, { from, except = [], to, npm = [], core = false, comment }) {
  const packages = npm.map((one) => `^node_modules/${one}(/|$)`);
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from, pathNot: [TEST, ...except] },
    to: {
      pathNot: [...to, ...packages],
      ...(core && { dependencyTypesNot: CORE }),
    },
  };
}

const USE_CASE_ROOMS = [
  'licensing',
  'agreements',
  'support',
  'accounts',
  'keys',
  'notices',
  'audit',
  'operating',
  'requests',
];
const OWN = [
  '^lib/(use-case|done-page)\\.ts$',
  '^lib/domain/',
  '^db/queries/',
  '^db/client\\.ts$',
  '^lib/platform/',
  '^sdk/protocol/',
];

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: { pathNot: TEST },
      to: { circular: true, viaOnly: { pathNot: 'node_modules' } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^next-auth/adapters$', '^server-only$'] },
    },
    {
      name: 'no-dev-packages',
      severity: 'error',
      from: { path: '^(app|components|lib|db|sdk|server)', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], pathNot: '^node_modules/@types/' },
    },

    room('sdk-protocol', {
      comment: 'The wire: no npm, no node.',
      from: '^sdk/protocol/',
      to: ['^sdk/protocol/'],
    }),
    room('sdk-client', {
      comment: 'What runs on devices and in browsers: no npm, no node.',
      from: '^sdk/(client/|index\\.ts$)',
      except: ['^sdk/client/file-store\\.ts$'],
      to: ['^sdk/'],
    }),
    room('sdk-node', {
      comment: 'What of the client is for Node alone.',
      from: '^sdk/(client/file-store\\.ts$|node\\.ts$|device/)',
      to: ['^sdk/'],
      core: true,
    }),
    room('domain', {
      comment: 'Pure rules: no npm, no node, no framework.',
      from: '^lib/domain/',
      to: ['^lib/domain/', '^sdk/protocol/'],
    }),
    room('contract', {
      from: '^lib/contract/',
      to: ['^lib/contract/', '^lib/domain/', '^sdk/protocol/'],
      npm: ['zod', '@orpc/contract'],
    }),
    room('platform', {
      comment: 'The outside, one file each.',
      from: '^lib/platform/',
      to: ['^lib/platform/', '^node_modules/'],
      core: true,
    }),
    room('db', {
      from: '^db/',
      to: ['^db/', '^lib/domain/', '^lib/platform/', '^sdk/protocol/'],
      npm: ['drizzle-orm', 'postgres', 'drizzle-kit'],
      core: true,
    }),
    room('use-case', {
      from: '^lib/use-case\\.ts$',
      to: [
        '^lib/domain/',
        '^db/client\\.ts$',
        '^db/queries/(audit|idempotency|jobs)\\.ts$',
        '^lib/platform/',
      ],
      core: true,
    }),
    room('done-page', {
      comment: 'How every list answers a page.',
      from: '^lib/done-page\\.ts$',
      to: ['^lib/domain/', '^lib/use-case\\.ts$'],
    }),
    room('licensing', {
      from: '^lib/licensing/',
      to: ['^lib/licensing/', '^lib/keys/', '^lib/notices/', ...OWN],
      core: true,
    }),
    room('agreements', {
      from: '^lib/agreements/',
      to: ['^lib/agreements/', '^lib/licensing/', '^lib/notices/', ...OWN],
      core: true,
    }),
    room('support', {
      from: '^lib/support/',
      to: ['^lib/support/', '^lib/licensing/', '^lib/notices/', ...OWN],
      core: true,
    }),
    room('requests', {
      comment: 'A request is granted by doing what it asks for, so this room may reach the others.',
      from: '^lib/requests/',
      to: ['^lib/requests/', '^lib/agreements/', '^lib/licensing/', '^lib/support/', '^lib/notices/', ...OWN],
      core: true,
    }),
    room('accounts', {
      from: '^lib/accounts/',
      to: ['^lib/accounts/', '^lib/notices/', ...OWN],
      npm: ['next-auth', '@node-rs/argon2', 'next', 'react', '@types/react'],
      core: true,
    }),
    room('operating', {
      from: '^lib/operating/',
      to: [
        '^lib/operating/',
        '^lib/audit/',
        '^lib/keys/',
        '^lib/accounts/token-actor\\.ts$',
        '^package\\.json$',
        ...OWN,
      ],
      core: true,
    }),
    room('audit', { from: '^lib/audit/', to: ['^lib/audit/', '^lib/keys/', ...OWN], core: true }),
    room('keys', { from: '^lib/keys/', to: ['^lib/keys/', ...OWN], core: true }),
    room('notices', {
      from: '^lib/notices/',
      to: ['^lib/notices/', ...OWN],
      npm: ['react', '@types/react', '@react-email/.+'],
      core: true,
    }),
    room('validation', {
      comment: 'The hot path: never next.',
      from: '^lib/validation/',
      to: [
        '^lib/validation/',
        '^lib/domain/',
        '^sdk/protocol/',
        '^lib/keys/',
        '^db/client\\.ts$',
        '^db/queries/checks\\.ts$',
        '^lib/platform/',
      ],
      core: true,
    }),
    room('api', {
      from: '^lib/api/',
      to: [
        '^server-only$',
        '^lib/api/',
        '^lib/contract/',
        '^lib/domain/',
        '^lib/platform/',
        '^lib/(use-case|done-page)\\.ts$',
        `^lib/(${USE_CASE_ROOMS.join('|')})/`,
      ],
      npm: ['@orpc/.+', 'next'],
      core: true,
    }),
    room('components', {
      from: '^components/',
      to: ['^components/', '^lib/contract/', '^lib/domain/', '^sdk/'],
      npm: [
        'react',
        'react-dom',
        '@types/react',
        '@types/react-dom',
        'next',
        'next-auth',
        'next-themes',
        '@heroui/.+',
        'react-aria-components',
        '@tanstack/react-query',
        '@orpc/(client|contract|openapi-client|tanstack-query)',
        'lucide-react',
        'react-hook-form',
      ],
    }),
    room('app', {
      from: '^app/',
      except: ['^app/api/', '^app/\\.well-known/', 'layout\\.tsx$'],
      to: [
        '^server-only$',
        '^app/',
        '^components/',
        '^lib/api/',
        '^lib/contract/',
        '^lib/domain/',
        '^lib/accounts/auth\\.ts$',
      ],
      npm: [
        'react',
        '@types/react',
        'next',
        'geist',
        'next-themes',
        '@tanstack/react-query',
        '@orpc/.+',
        'lucide-react',
      ],
    }),
    room('app-layouts', {
      from: '^app/.*layout\\.tsx$',
      to: [
        '^app/',
        '^components/',
        '^lib/api/',
        '^lib/contract/',
        '^lib/domain/',
        '^lib/accounts/auth\\.ts$',
      ],
      npm: ['react', '@types/react', 'next', 'geist', 'next-themes', '@tanstack/react-query'],
    }),
    room('start-hook', { from: '^instrumentation\\.ts$', to: ['^lib/api/operations\\.ts$'] }),
    room('app-validate', { from: '^app/api/v1/validate/', to: ['^lib/validation/'], npm: ['next'] }),
    room('app-well-known', {
      from: '^app/\\.well-known/',
      to: ['^lib/keys/', '^lib/validation/'],
      npm: ['next'],
    }),
    room('app-auth', { from: '^app/api/auth/', to: ['^lib/accounts/auth\\.ts$'], npm: ['next'] }),
    room('app-api', { from: '^app/api/v1/\\[\\.\\.\\.path\\]/', to: ['^lib/api/'], npm: ['next'] }),

    {
      name: 'database-packages-stay-in-db',
      severity: 'error',
      from: { pathNot: ['^db/', '^(cli|bench|e2e)/', TEST, '^drizzle\\.config\\.ts$', 'node_modules'] },
      to: { path: '^node_modules/(drizzle-orm|postgres)/' },
    },
    {
      name: 'database-handles-are-few',
      comment: 'Only these may open a transaction or a pool; everybody else is handed one.',
      severity: 'error',
      from: {
        path: '^(lib|app|components|sdk)/',
        pathNot: [
          TEST,
          '^lib/use-case\\.ts$',
          '^lib/validation/recorder',
          '^lib/accounts/(auth|session|token-actor|check-credentials|limits)\\.ts$',
          '^lib/keys/',
          '^lib/notices/',
          '^lib/agreements/keep-agreements\\.ts$',
        ],
      },
      to: { path: '^db/client\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'next-auth-in-one-place',
      severity: 'error',
      from: { pathNot: ['^lib/accounts/auth\\.ts$', '^components/', TEST, 'node_modules'] },
      to: { path: '^node_modules/next-auth/' },
    },
    {
      name: 'nobody-imports-the-outside',
      severity: 'error',
      from: { path: '^(lib|app|components|db|sdk)/', pathNot: TEST },
      to: { path: '^(cli|bench|e2e|server\\.ts|instrumentation\\.ts)' },
    },
  ],
  required: [
    {
      name: 'permission-cannot-be-forgotten',
      comment: 'Every use case goes through the shell.',
      severity: 'error',
      module: {
        path: '^lib/(licensing|agreements|support|requests|accounts)/',
        pathNot: [
          TEST,
          // What use cases are made of, and what happens before somebody is known.
          '^lib/accounts/(auth|session|token-actor|check-credentials|limits)\\.ts$',
          '^lib/support/(search-(view|licenses|around)|timeline-view)\\.ts$',
          '^lib/requests/request-view\\.ts$',
          '^lib/licensing/((license|product)-view|pasted-license|registrable-app|fresh-license-id)\\.ts$',
          '^lib/agreements/agreement-view\\.ts$',
        ],
      },
      to: { path: '^lib/use-case\\.ts$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^(dist|sdk/dist|\\.next)/', '^next-env\\.d\\.ts$'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
