/**
 * Whether an `Accept` header (RFC 9110, section 12.5.1) asks for `application/json` by name, and not for
 * `application/jwt` as much. Wildcards ask for nothing by name: the bare JWS is the usual answer.
 */
export function prefersJson(accept: string | null): boolean {
  if (accept === null || !/json/i.test(accept)) return false;
  const json = weightOf('application/json', accept);
  return json > 0 && json > weightOf('application/jwt', accept);
}

function weightOf(type: string, accept: string): number {
  for (const range of accept.toLowerCase().split(',')) {
    const [name = '', ...parameters] = range.split(';').map((part) => part.trim());
    if (name !== type) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return weight === undefined ? 1 : Number(weight.slice(2)) || 0;
  }
  return 0;
}
