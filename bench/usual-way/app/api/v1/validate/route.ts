/**
 * The usual way to build this endpoint, against which Leasehold is measured (docs/performance.md): a Next route
 * handler that reads with zod, asks and writes with drizzle in one transaction, and signs with jose.
 */
import { checkRequest } from '../../../../check-request.ts';
import { recordCheck } from '../../../../record-check.ts';
import { signAnswer } from '../../../../sign-answer.ts';

export async function POST(request: Request): Promise<Response> {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = checkRequest.safeParse(body);
  if (!parsed.success) {
    return Response.json(
      { title: 'The check is not of its form', errors: parsed.error.issues },
      { status: 400 },
    );
  }
  const now = new Date();
  const decision = await recordCheck(parsed.data, now);
  return new Response(await signAnswer(parsed.data, decision, now), {
    headers: { 'content-type': 'application/jwt' },
  });
}
