import { CircleDot, Clock, type LucideIcon, OctagonX, RotateCcw, Timer } from 'lucide-react';
import type { JobState } from '#lib/domain/job-states.ts';

/** Each state of a job as icon, word and look (kit.css), and what it means. */
export const JOB_WORDS: Record<JobState, { word: string; icon: LucideIcon; look: string; means: string }> = {
  'given-up': {
    word: 'Given up',
    icon: OctagonX,
    look: 's-terminated',
    means: 'failed as often as it may; it waits for you',
  },
  failing: { word: 'Failing', icon: RotateCcw, look: 's-expiring', means: 'failed and will run again' },
  running: { word: 'Running', icon: CircleDot, look: 's-active', means: 'a process has it now' },
  waiting: { word: 'Waiting', icon: Clock, look: 's-not-started', means: 'runs as soon as there is room' },
  scheduled: { word: 'Scheduled', icon: Timer, look: 's-not-started', means: 'its time has not come' },
};

/** What each task does, for people; a task without words is shown by its name. */
const TASKS: Readonly<Record<string, string>> = {
  'send-mail': 'Send a mail',
  deliver: 'Send a mail that is owed',
  remind: 'Remind of ends',
  'take-up-deliveries': 'Take up mails that are owed',
  'keep-tables': 'Keep the tables',
  'fold-counts': 'Fold hours of counts into days',
  'unlock-stale-jobs': 'Give back jobs of a process that was killed',
};

export function taskWords(task: string): string {
  return TASKS[task] ?? task;
}
