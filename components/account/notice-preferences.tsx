'use client';

import './inbox.css';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { notify } from '#components/ui/notify.ts';
import { ProblemNote } from '#components/ui/problem-note.tsx';
import type { Me } from '#lib/contract/me.ts';
import { mayMute, NOTICE_KINDS, type NoticeKind } from '#lib/domain/recipients.ts';
import { KIND_WORDS } from './kind-words.ts';

/** Of what the person is mailed. The inbox holds everything anyway. */
export function NoticePreferences({ me }: { me: Pick<Me, 'mutedNotices' | 'teams' | 'staffRole'> }) {
  const router = useRouter();
  const [muted, setMuted] = useState<readonly NoticeKind[]>(me.mutedNotices);
  const update = useMutation(api.me.update.mutationOptions());

  function save(next: readonly NoticeKind[], says: string) {
    const before = muted;
    setMuted(next);
    update.mutate(
      { mutedNotices: [...next] },
      {
        onSuccess: () => {
          router.refresh();
          notify(says, { undo: () => save(before, 'Undone.') });
        },
        onError: () => setMuted(before),
      },
    );
  }

  const kinds = NOTICE_KINDS.filter((kind) => kind !== 'approvals' || me.staffRole !== null);
  return (
    <>
      <ul className="kinds" id="notices">
        {kinds.map((kind) => (
          <Kind
            key={kind}
            kind={kind}
            teams={me.teams}
            isMuted={muted.includes(kind)}
            onMuted={(mute) =>
              save(
                mute ? [...muted, kind] : muted.filter((one) => one !== kind),
                `${KIND_WORDS[kind].name} are ${mute ? 'no longer mailed to you' : 'mailed to you'}.`,
              )
            }
          />
        ))}
      </ul>
      <ProblemNote>{update.error ? readProblem(update.error).says : null}</ProblemNote>
    </>
  );
}

type KindProps = {
  kind: NoticeKind;
  teams: Me['teams'];
  isMuted: boolean;
  onMuted: (mute: boolean) => void;
};

function Kind({ kind, teams, isMuted, onMuted }: KindProps) {
  const id = useId();
  const { name, says } = KIND_WORDS[kind];
  const bound = teams.filter(({ role }) => !mayMute(kind, role));
  // Where somebody must know in one team, they may do without in another.
  const mustKnow = kind === 'security' || (bound.length > 0 && bound.length === teams.length);
  return (
    <li>
      <input
        type="checkbox"
        id={id}
        aria-describedby={`${id}-says`}
        checked={mustKnow || !isMuted}
        disabled={mustKnow}
        onChange={(event) => onMuted(!event.currentTarget.checked)}
      />
      <div>
        <label htmlFor={id}>{name}</label>
        <p id={`${id}-says`}>
          {says} {mustKnowWords(kind, bound)}
        </p>
      </div>
    </li>
  );
}

function mustKnowWords(kind: NoticeKind, bound: Me['teams']): string {
  if (kind === 'security') return 'You are mailed of this in any case.';
  if (bound.length === 0) return '';
  return `As an owner or admin of ${bound.map(({ name }) => name).join(', ')} you are mailed of this in any case.`;
}
