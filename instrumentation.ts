/**
 * Run by Next before it serves anything: reads the management API's operations, so that one which asks no row of the
 * policy stops the start instead of waiting for its first caller.
 */
export async function register(): Promise<void> {
  // Next builds this file for its edge too, where nothing of ours runs; it puts the name in while it builds.
  if (process.env.NEXT_RUNTIME === 'nodejs') await import('#lib/api/operations.ts');
}
