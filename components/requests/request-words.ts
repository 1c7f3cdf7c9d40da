import type { RequestState, RequestType } from '#lib/domain/requests.ts';

/** What is asked for, as a noun, and as what the team wants. */
export const REQUEST_WORDS: Readonly<Record<RequestType, { noun: string; title: string; teaches: string }>> =
  {
    production: {
      noun: 'Production',
      title: 'Ask for production',
      teaches:
        'Sales answer with an agreement. License ID and key of a trial stay, so no app needs a new release.',
    },
    extension: {
      noun: 'More time',
      title: 'Ask for more time',
      teaches: 'For a trial that your team has extended already, or that needs more than 14 days.',
    },
    unlock: {
      noun: 'Unlock',
      title: 'Ask for an unlock',
      teaches: 'Support look into it at once. Devices can scan again within minutes of an unlock.',
    },
    other: {
      noun: 'Question',
      title: 'Ask something else',
      teaches: 'Anything about a license or an agreement.',
    },
  };

/** What a state says to whoever waits. */
export const STATE_WORDS: Readonly<Record<RequestState, string>> = {
  open: 'Open',
  answered: 'Answered',
  granted: 'Granted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};
