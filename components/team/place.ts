/** Where in the signed-in worlds a page stands. */
export type Place = {
  /** The team's name, or what stands in its place: "Staff", "Account". */
  name: string;
  /** The team shown; null where the page belongs to none. */
  slug: string | null;
  /** Whether it is one of the pages for staff. */
  isStaff?: boolean;
};
