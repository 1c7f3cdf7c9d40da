import { PLATFORM_WORDS } from './platform-words.ts';
import { draftProblems, readDraftApp, type TrialDraft } from './trial-draft.ts';

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'];

/** What stands between a draft and its creation, in one sentence; null when nothing does. */
export function whatIsMissing(draft: TrialDraft): string | null {
  if (draft.products.length === 0) return 'Choose a product first.';
  if (draft.platforms.length === 0) return 'Choose a platform first.';
  const problems = draftProblems(draft);
  if (problems.length === 0) return null;
  const names = [...new Set(problems.map((app) => PLATFORM_WORDS[app.platform].name))].join(', ');
  const areTyped = problems.some((app) => readDraftApp(draft, app).kind === 'wrong' && app.isSettled);
  const count = `${NUMBERS[problems.length] ?? problems.length} ${problems.length === 1 ? 'field' : 'fields'}`;
  return areTyped ? `${count} to fix first: ${names}.` : `${count} to fill in first: ${names}.`;
}
