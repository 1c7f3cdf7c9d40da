import type { Actor, Call } from '#lib/use-case.ts';

/** What the router is given with each request: who asks, how, and where to write headers of the answer. */
export type ApiContext = {
  actor: Actor;
  call: Call;
  /** The caller's network, for limits on what anybody may try. */
  network: string;
  answerHeaders: Headers;
  /** In place of the operation's own status, where one operation does two things. */
  answerStatus?: number;
};
