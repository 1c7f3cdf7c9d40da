import { oc } from '@orpc/contract';
import { z } from 'zod';
import { MAX_AGREEMENT_APPS } from '#lib/domain/agreement-terms.ts';
import {
  AGREEMENT_STATES,
  ENDING_CAUSES,
  MAX_NOTICE_DAYS,
  NOTICE_CANCEL_KINDS,
  NOTICE_STATES,
} from '#lib/domain/agreements.ts';
import { isVersionCap } from '#lib/domain/version-cap.ts';
import { email } from './accounts.ts';
import { license, newApp } from './licenses.ts';
import { problems } from './problems.ts';
import { day, instant, line, page, paging, platform, term, text, wholePaging } from './values.ts';

/** What an agreement is called: it stands in addresses, so it holds no slash. */
const agreementNumber = line(60).regex(
  /^[\p{L}\p{N}](?:[\p{L}\p{N}._ -]*[\p{L}\p{N}])?$/u,
  'A number takes letters, digits, spaces, dots, hyphens and underscores, like AGR-2026-0088.',
);
const seconds = (min: number, max: number) => z.int().min(min).max(max);
const leaseSeconds = seconds(60, 2_592_000);
const versionCap = z
  .string()
  .trim()
  .refine(isVersionCap, 'A version cap is up to four numbers with dots, like 7 or 7.8.')
  .meta({ description: 'Compares only the parts it names: 7 covers every 7.x.', examples: ['7'] });

/** The terms of an agreement that can be changed. What is left out on creation is explained by `defaults`. */
const changeable = {
  title: line(120),
  products: z.array(term(40)).min(1, 'Name at least one product.').max(20),
  platforms: z.array(platform).min(1, 'Name at least one platform.').max(7),
  appLimit: z.int().min(1).max(MAX_AGREEMENT_APPS),
  startsOn: day,
  endsOn: day,
  noticeDays: z.int().min(1).max(MAX_NOTICE_DAYS),
  noticeAddress: email.nullable(),
  leaseSeconds,
  graceSeconds: leaseSeconds,
  retrySeconds: seconds(60, 86_400),
  versionCap: versionCap.nullable(),
  offline: z.boolean(),
  proxy: z.boolean(),
};
const terms = z.object(changeable);

const ending = { noticeServedAt: instant.nullable(), effectiveAt: instant.nullable() };

export const agreement = z
  .object({
    number: z.string(),
    team: z.string(),
    teamName: z.string(),
    title: z.string(),
    products: z.array(z.string()),
    platforms: z.array(platform),
    appLimit: z.int(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    noticeDays: z.int(),
    noticeAddress: z.string().nullable(),
    leaseSeconds: z.int(),
    graceSeconds: z.int(),
    retrySeconds: z.int(),
    versionCap: z.string().nullable(),
    offline: z.boolean(),
    proxy: z.boolean(),
    state: z.enum(AGREEMENT_STATES),
    endsAt: instant.nullable().meta({ description: 'The moment of effect; null while none is known.' }),
    termination: z
      .object({ cause: z.enum(['material-breach', 'agreement-terminated']), ...ending })
      .nullable(),
    /** The first moment of `startsOn` and the last of `endsOn`, as instants. */
    startsAt: instant,
    lastInstantAt: instant,
    expiry: z
      .object({
        noticeDueAt: instant.meta({ description: 'When the expiry notice goes out by itself.' }),
        ...ending,
        heldUntil: instant.nullable(),
      })
      .meta({ description: 'How it ends by itself. Without a served notice it does not.' }),
    amendment: z
      .object({ notice: z.uuid(), terms: terms.partial(), ...ending })
      .nullable()
      .meta({ description: 'An amendment that takes something away, and waits for its moment.' }),
    licenses: z.int(),
    apps: z.int().meta({ description: 'Identifiers registered on its licenses, of `appLimit`.' }),
    createdAt: instant,
    version: z.int(),
  })
  .meta({ id: 'Agreement' });
export type Agreement = z.infer<typeof agreement>;

export const agreementInput = z
  .strictObject({
    number: agreementNumber,
    team: term(60).optional(),
    ...terms.partial().shape,
    startsOn: day,
    endsOn: day,
    copyOf: term(60).optional().meta({ description: 'Takes what is left out from this agreement.' }),
    request: z
      .uuid()
      .optional()
      .meta({ description: 'Takes team, products and platforms from this request.' }),
  })
  .superRefine(({ copyOf, request, ...given }, context) => {
    const needed = copyOf !== undefined ? [] : request !== undefined ? ['noticeDays' as const] : NEEDED;
    for (const name of needed) {
      if (given[name] === undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'This is missing.' });
    }
  });
const NEEDED = ['team', 'products', 'platforms', 'noticeDays'] as const;
export type AgreementInput = z.infer<typeof agreementInput>;

const delivery = z
  .object({
    to: z.enum(['owner', 'admin', 'notice-address', 'other']),
    person: z.uuid().nullable(),
    name: z.string().nullable(),
    address: z.string(),
    attempts: z.int(),
    acceptedAt: instant.nullable(),
    lastAttemptAt: instant.nullable(),
    lastRefusal: z.string().nullable(),
  })
  .meta({ id: 'NoticeDelivery' });

const service = z.object({
  id: z.uuid(),
  servedOn: z.iso.date(),
  means: z.string(),
  evidence: z.object({ name: z.string(), type: z.string(), bytes: z.int() }),
  recordedAt: instant,
  recordedBy: z.string().nullable(),
  approval: z.uuid(),
  approvalState: z.enum(['open', 'approved', 'declined']),
});

export const notice = z
  .object({
    id: z.uuid(),
    cause: z.enum([...ENDING_CAUSES, 'amendment']),
    state: z.enum(NOTICE_STATES),
    noticeDays: z.int(),
    effectiveOn: z.iso.date().nullable(),
    message: z.string(),
    terms: terms.partial().nullable(),
    storedAt: instant,
    storedBy: z.string().nullable().meta({ description: 'Null: by the system.' }),
    servedAt: instant.nullable(),
    servedBy: z.enum(['mail', 'other-means']).nullable(),
    effectiveAt: instant.nullable(),
    appliedAt: instant.nullable(),
    cancelledAt: instant.nullable(),
    cancelKind: z.enum(NOTICE_CANCEL_KINDS).nullable(),
    cancelNote: z.string().nullable(),
    reminders: z.array(z.object({ days: z.int(), at: instant })),
    deliveries: z
      .array(delivery)
      .meta({ description: 'To whom its mail goes. Empty for members of the team.' }),
    services: z
      .array(service)
      .meta({ description: 'Service by other means. Empty for members of the team.' }),
  })
  .meta({ id: 'AgreementNotice' });
export type AgreementNotice = z.infer<typeof notice>;

export const historyEntry = z
  .object({
    at: instant,
    action: z.string(),
    by: z.string().nullable().meta({ description: 'Null: by itself, or by the vendor.' }),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'AgreementHistoryEntry' });
export type AgreementHistoryEntry = z.infer<typeof historyEntry>;

const told = z.object({
  name: z.string().nullable(),
  address: z.string(),
  as: z.enum(['owner', 'admin', 'notice-address']),
  counts: z.boolean().meta({ description: 'Whether its acceptance serves the notice.' }),
});

const hit = z.object({
  id: z.string(),
  name: z.string(),
  apps: z.int(),
  running: z.int(),
  lastStopsAt: instant.nullable(),
});

export const preview = z
  .object({
    now: instant,
    told: z.array(told),
    members: z.int().meta({ description: 'How many see the banner.' }),
    subject: z.string(),
    text: z.string().meta({ description: 'The mail as they read it, if it is served now.' }),
    effectiveAt: instant.meta({ description: 'The moment of effect, if it is served now.' }),
    isMoved: z.boolean().meta({ description: 'The chosen day is earlier than the notice allows.' }),
    leasesShrinkFrom: instant.meta({
      description: 'From then on leases get shorter; none crosses the moment.',
    }),
    licenses: z.array(hit),
    apps: z.int(),
    running: z.int(),
    lastStopsAt: instant.nullable().meta({
      description:
        'When the last lease stops, grace included, if no more checks come and if they do: never after the moment.',
    }),
    checks: z.int().meta({ description: 'Checks in the last 30 days.' }),
  })
  .meta({ id: 'NoticePreview' });
export type NoticePreview = z.infer<typeof preview>;

export const amendmentPreview = z
  .object({
    now: instant,
    atOnce: terms.partial().meta({ description: 'What holds from the next check on.' }),
    byNotice: terms
      .partial()
      .meta({ description: 'What takes something away, and waits for a served notice.' }),
    notice: preview.nullable(),
  })
  .meta({ id: 'AmendmentPreview' });
export type AmendmentPreview = z.infer<typeof amendmentPreview>;

/** One license of several that are issued together. What is left out is all that the agreement covers. */
const licenseRow = z.strictObject({
  name: line(100),
  products: z.array(term(40)).max(20).optional(),
  platforms: z.array(platform).max(7).optional(),
  apps: z.array(newApp).max(MAX_AGREEMENT_APPS).default([]),
});
const licenseRows = z.array(licenseRow).min(1, 'Give at least one license.').max(500);

export const rowVerdict = z
  .object({
    index: z.int(),
    name: z.string(),
    ok: z.boolean(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })),
    products: z.array(z.string()),
    platforms: z.array(platform),
    apps: z.array(z.object({ platform, value: z.string(), environment: z.string().optional() })),
  })
  .meta({ id: 'LicenseRowVerdict' });
export type LicenseRowVerdict = z.infer<typeof rowVerdict>;

const byNumber = z.object({ number: z.string() });
const tags = ['Agreements'];
const changes = ['not-found', 'forbidden', 'invalid-input', 'conflict', 'stale-version'] as const;
const terminate = z.strictObject({
  number: z.string(),
  cause: z.enum(['material-breach', 'agreement-terminated']),
  effectiveOn: day.optional().meta({ description: 'Earlier than the notice allows is accepted, and moved.' }),
  message: text(4000).meta({ description: 'What the customer reads.' }),
});
const amend = z.strictObject({
  number: z.string(),
  ...terms.partial().shape,
  message: text(4000).optional(),
});

export const agreements = {
  list: oc
    .route({ method: 'GET', path: '/agreements', summary: 'Agreements', tags })
    .input(
      z.object({
        team: term(60).optional(),
        state: z.enum(AGREEMENT_STATES).optional(),
        q: term(200).optional(),
        sort: z
          .enum(['newest', 'ending'])
          .default('newest')
          .meta({ description: '`ending`: those that have not ended, by their last day.' }),
        ...paging,
      }),
    )
    .output(page(agreement))
    .errors(problems('not-found', 'invalid-input')),
  create: oc
    .route({
      method: 'POST',
      path: '/agreements',
      successStatus: 201,
      summary: 'Make an agreement (sales)',
      tags,
    })
    .input(agreementInput)
    .output(agreement)
    .errors(problems('not-found', 'forbidden', 'invalid-input', 'conflict')),
  read: oc
    .route({ method: 'GET', path: '/agreements/{number}', summary: 'One agreement', tags })
    .input(byNumber)
    .output(agreement)
    .errors(problems('not-found')),
  amend: oc
    .route({
      method: 'PATCH',
      path: '/agreements/{number}',
      summary: 'Amend an agreement (sales)',
      description:
        'What gives more holds from the next check on. What takes something away from an agreement in force waits for a served notice, and is in `amendment` until its moment.',
      tags,
    })
    .input(amend)
    .output(agreement)
    .errors(problems(...changes)),
  previewAmendment: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/preview-amendment',
      summary: 'What an amendment would mean (sales)',
      tags,
    })
    .input(amend)
    .output(amendmentPreview)
    .errors(problems('not-found', 'forbidden', 'invalid-input', 'conflict')),
  renew: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/renew',
      summary: 'Renew an agreement (sales)',
      description: 'Lifts every ending, also one that has taken effect, from the next check on.',
      tags,
    })
    .input(z.strictObject({ number: z.string(), endsOn: day, note: text(2000).optional() }))
    .output(agreement)
    .errors(problems(...changes)),
  terminate: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/terminate',
      summary: 'Terminate an agreement with notice (sales)',
      description:
        'The notice is served once a mail server accepted its mail for an owner or the notice address; the moment of effect follows from that.',
      tags,
    })
    .input(terminate)
    .output(agreement)
    .errors(problems(...changes)),
  previewTermination: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/preview-termination',
      summary: 'What a termination would mean (sales)',
      tags,
    })
    .input(terminate.extend({ message: text(4000).optional() }))
    .output(preview)
    .errors(problems('not-found', 'forbidden', 'invalid-input', 'conflict')),
  cancelTermination: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/cancel-termination',
      summary: 'Cancel a termination, or record the cure of a breach (sales)',
      description: 'Everything lifts at the next check.',
      tags,
    })
    .input(
      z.strictObject({
        number: z.string(),
        note: text(2000).optional(),
        kind: z.enum(['cancelled', 'cured']).default('cancelled'),
      }),
    )
    .output(agreement)
    .errors(problems(...changes)),
  cancelAmendment: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/cancel-amendment',
      summary: 'Take back an amendment that waits for its moment (sales)',
      tags,
    })
    .input(z.strictObject({ number: z.string(), note: text(2000).optional() }))
    .output(agreement)
    .errors(problems(...changes)),
  hold: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/hold',
      summary: 'Hold an expiry for up to 30 days (sales)',
      description: 'While a renewal is being talked about. The customer sees it. It cannot be taken back.',
      tags,
    })
    .input(z.strictObject({ number: z.string(), until: day }))
    .output(agreement)
    .errors(problems(...changes)),
  notices: oc
    .route({
      method: 'GET',
      path: '/agreements/{number}/notices',
      summary: 'Notices of an agreement, the latest first',
      tags,
    })
    .input(byNumber.extend(wholePaging))
    .output(page(notice))
    .errors(problems('not-found', 'invalid-input')),
  history: oc
    .route({
      method: 'GET',
      path: '/agreements/{number}/history',
      summary: 'All that happened to an agreement, the latest first',
      tags,
    })
    .input(byNumber.extend(paging))
    .output(page(historyEntry))
    .errors(problems('not-found', 'invalid-input')),
  serveByOtherMeans: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/serve-by-other-means',
      successStatus: 202,
      summary: 'Record that a notice was served by other means (sales)',
      description: 'Counts once a second person approved it (`POST /approvals/{id}/approve`).',
      tags,
    })
    .input(
      z.strictObject({
        number: z.string(),
        notice: z.uuid(),
        servedOn: day,
        means: text(500),
        evidence: z.strictObject({
          name: line(200),
          type: z.enum(['application/pdf', 'image/png', 'image/jpeg', 'message/rfc822', 'text/plain']),
          content: z.base64().max(4_000_000, 'The file is larger than 3 MB.'),
        }),
      }),
    )
    .output(z.object({ approval: z.uuid() }))
    .errors(problems(...changes)),
  evidence: oc
    .route({
      method: 'GET',
      path: '/agreements/{number}/services/{service}',
      summary: 'The evidence of a service by other means (staff)',
      tags,
    })
    .input(z.object({ number: z.string(), service: z.string() }))
    .output(z.object({ name: z.string(), type: z.string(), content: z.base64() }))
    .errors(problems('not-found', 'forbidden')),
  previewLicenses: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/licenses/preview',
      summary: 'A verdict on each of several licenses, before any is issued (sales)',
      tags,
    })
    .input(z.strictObject({ number: z.string(), rows: licenseRows }))
    .output(
      z.object({
        ok: z.boolean(),
        rows: z.array(rowVerdict),
        apps: z.int().meta({ description: 'Identifiers after it, of `appLimit`.' }),
        appLimit: z.int(),
      }),
    )
    .errors(problems('not-found', 'forbidden', 'conflict')),
  issueLicenses: oc
    .route({
      method: 'POST',
      path: '/agreements/{number}/licenses',
      successStatus: 201,
      summary: 'Issue several licenses, all or none (sales)',
      tags,
    })
    .input(z.strictObject({ number: z.string(), rows: licenseRows }))
    .output(z.object({ items: z.array(license) }))
    .errors(problems(...changes, 'too-many-apps')),
};
