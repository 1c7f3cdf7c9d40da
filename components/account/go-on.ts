/** On to where a person wanted to go; the sign-in page says where that is when they wanted nothing in particular. */
export function goOn(next: string | null): void {
  window.location.assign(next ?? '/sign-in');
}
