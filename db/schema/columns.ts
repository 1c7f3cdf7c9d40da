import { timestamp } from 'drizzle-orm/pg-core';

/** An instant, to the millisecond, always with its zone. */
export const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' });
