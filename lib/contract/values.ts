import { z } from 'zod';
import { PLATFORMS } from '#sdk/protocol/platforms.ts';

/** An instant, RFC 3339, UTC. */
export const instant = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, UTC', examples: ['2026-11-27T14:05:00.000Z'] });
export const platform = z.enum(PLATFORMS);
/** A line of text people type: trimmed, without control characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Say at least one character.')
    .max(max, `At most ${max} characters.`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Control characters cannot be used here.');

/** One page of a list: `next` is what to send as `cursor` for the following one, null at the end. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
};
