import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

const url = process.env.DATABASE_URL ?? '';

/** One pool for the process, with the driver's usual ten connections, and the same durable commit as Leasehold's. */
const client = postgres(url, { max: 10, connection: { synchronous_commit: 'on' } });

export const db = drizzle(client, { casing: 'snake_case' });
