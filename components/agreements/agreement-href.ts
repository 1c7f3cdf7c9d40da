/** The page of an agreement: below `/staff`, or below a team's own address. A number may hold spaces. */
export function agreementHref(number: string, place = '/staff'): string {
  return `${place}/agreements/${encodeURIComponent(number)}`;
}
