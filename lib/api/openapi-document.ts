import type { OpenAPI } from '@orpc/contract';
import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { auditEntry } from '#lib/contract/audit.ts';
import { contract } from '#lib/contract/contract.ts';
import { finding } from '#lib/contract/health.ts';
import { job } from '#lib/contract/jobs.ts';
import { listedKey } from '#lib/contract/keys.ts';
import { app, checkCounts, lease, license, listedLicense } from '#lib/contract/licenses.ts';
import { me, session } from '#lib/contract/me.ts';
import { problem } from '#lib/contract/problems.ts';
import { product } from '#lib/contract/products.ts';
import { secondFactor } from '#lib/contract/second-factor.ts';
import { staffMember, staffSettings } from '#lib/contract/staff.ts';
import { invitation, invitationOffer, member, team, token } from '#lib/contract/teams.ts';
import { completeOperations } from './openapi-operations.ts';

const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });

/** The management API as an OpenAPI 3.1 document, generated from the contract. `origin` is where it is served. */
export async function openApiDocument(origin: string): Promise<OpenAPI.Document> {
  const cookie = `${origin.startsWith('https:') ? '__Secure-' : ''}authjs.session-token`;
  const document = await generator.generate(contract, {
    info: {
      title: 'Leasehold management API',
      version: '1',
      description:
        'Session cookie (same origin) or a bearer token. Times are RFC 3339 UTC, durations seconds. Errors are problem documents (RFC 9457) with a stable `code`.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ session: [] }, { token: [] }],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'lh_…, made by `npx leasehold token create`' },
        session: { type: 'apiKey', in: 'cookie', name: cookie },
      },
    },
    commonSchemas: {
      App: { schema: app },
      AuditEntry: { schema: auditEntry },
      CheckCounts: { schema: checkCounts },
      Invitation: { schema: invitation },
      InvitationOffer: { schema: invitationOffer },
      Finding: { schema: finding },
      Job: { schema: job },
      Lease: { schema: lease },
      License: { schema: license },
      ListedLicense: { schema: listedLicense },
      Me: { schema: me },
      Member: { schema: member },
      Problem: { schema: problem },
      Product: { schema: product },
      SecondFactor: { schema: secondFactor },
      Session: { schema: session },
      SigningKey: { schema: listedKey },
      StaffMember: { schema: staffMember },
      StaffSettings: { schema: staffSettings },
      Team: { schema: team },
      Token: { schema: token },
    },
    customErrorResponseBodySchema: { $ref: '#/components/schemas/Problem' },
  });
  return completeOperations(document);
}
