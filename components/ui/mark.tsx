/** Leasehold's sign: a key's bit and its lock plate. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <rect width="20" height="20" rx="5" fill="var(--foreground)" />
      <rect x="3.5" y="8" width="7" height="4" rx="1" fill="var(--background)" />
      <rect x="12" y="4.5" width="2" height="11" rx="1" fill="var(--background)" />
    </svg>
  );
}
