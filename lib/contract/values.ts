import { z } from 'zod';
import { MAX_PAGE } from '#lib/domain/page-of.ts';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';

/** An instant as we give it: RFC 3339, UTC. */
export const instant = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, UTC', examples: ['2026-11-27T14:05:00.000Z'] });

/** An instant as we take it: RFC 3339 with any offset, in years a database holds. */
export const givenInstant = z
  .string()
  .max(40)
  .pipe(z.iso.datetime({ offset: true, error: 'This is no instant. It looks like 2026-11-27T14:05:00Z.' }))
  .refine((text) => /^(19|20|21)\d\d-/.test(text), 'The year must lie between 1900 and 2199.')
  .meta({ description: 'RFC 3339', examples: ['2026-11-27T14:05:00Z'] });

/** Text that names something: whatever it is, it can be looked for. NUL is in no name, and no database takes it. */
export const term = (max: number) =>
  z
    .string()
    .max(max, `At most ${max} characters.`)
    .regex(/^[^\0\p{Cs}]*$/u, 'This holds a character that no name has.');
export const platform = z.enum(PLATFORMS);
/** A line of text people type: trimmed, without characters that are not seen. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Say at least one character.')
    .max(max, `At most ${max} characters.`)
    // What a check may not hold (sdk/protocol), for a licensee is what devices send.
    .regex(
      /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u,
      'Control characters cannot be used here.',
    );

/** Text people write, with line breaks; trimmed. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Say at least one character.')
    .max(max, `At most ${max} characters.`)
    .regex(
      /^(?:[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]|[\t\n\r])*$/u,
      'Control characters cannot be used here.',
    );

/** A calendar day of the vendor's time zone, in years a database holds. */
export const day = z.iso
  .date({ error: 'This is no day. It looks like 2026-11-27.' })
  .refine((given) => /^(19|20|21)\d\d-/.test(given), 'The year must lie between 1900 and 2199.')
  .meta({ description: "A day in the vendor's time zone", examples: ['2026-11-27'] });

/** One page of a list: `next` is what to send as `cursor` for the following one, null at the end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** For lists that are read as a whole: usually one page. */
export const wholePaging = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  cursor: z.string().max(200).optional(),
};

export const paging = {
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(50),
  cursor: z.string().max(200).optional(),
};
