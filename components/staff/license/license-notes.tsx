'use client';

import '#components/licenses/timeline.css';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { StickyNote } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { type Api, api } from '#components/api.ts';
import { readProblem } from '#components/read-problem.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Hint } from '#components/ui/hint.tsx';
import { LiveTime } from '#components/ui/live-time.tsx';
import { Section } from '#components/ui/section.tsx';

type Page = Awaited<ReturnType<Api['licenseHistory']['notes']>>;

const PAGE = 50;

/** What staff note on a license for one another; the customer reads none of it. */
export function LicenseNotes({ id, first, drawnAt }: { id: string; first: Page; drawnAt: number }) {
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    ...api.licenseHistory.notes.infiniteOptions({
      input: (cursor: string | undefined) => ({ id, limit: PAGE, cursor }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
    initialData: { pages: [first], pageParams: [undefined] },
  });
  const notes = query.data.pages.flatMap((page) => page.items);
  return (
    <Section title="Notes" says="For staff alone. The customer reads none of them.">
      <NoteForm id={id} onNoted={() => queries.invalidateQueries({ queryKey: api.licenseHistory.key() })} />
      {notes.length === 0 ? (
        <EmptyState
          title="No note yet"
          says="What the next colleague should know about this license stands here."
        />
      ) : (
        <ol className="timeline">
          {notes.map((note) => (
            <li key={note.id}>
              <span className="muted">
                <StickyNote aria-hidden="true" />
              </span>
              <div>
                <p className="said-there">{note.body}</p>
              </div>
              <span className="muted small">
                {note.author ?? 'Command line'},{' '}
                <LiveTime at={Date.parse(note.at)} show="relative" drawnAt={drawnAt} isPast />
              </span>
            </li>
          ))}
        </ol>
      )}
      {query.isFetchNextPageError ? (
        <ErrorState requestId={readProblem(query.error).requestId} onRetry={() => query.fetchNextPage()} />
      ) : query.hasNextPage ? (
        <Button onClick={() => query.fetchNextPage()} isBusy={query.isFetchingNextPage}>
          Show earlier
        </Button>
      ) : null}
    </Section>
  );
}

function NoteForm({ id, onNoted }: { id: string; onNoted: () => void }) {
  const field = useId();
  const [body, setBody] = useState('');
  const add = useMutation(
    api.licenseHistory.addNote.mutationOptions({
      onSuccess: () => {
        setBody('');
        onNoted();
      },
    }),
  );
  function submit(event: FormEvent) {
    event.preventDefault();
    if (body.trim() !== '' && !add.isPending) add.mutate({ id, body: body.trim() });
  }
  return (
    <form className="field" onSubmit={submit} style={{ maxWidth: 704, marginBottom: 20 }}>
      <label className="label" htmlFor={field}>
        New note
      </label>
      <textarea
        id={field}
        className="textarea"
        rows={3}
        maxLength={4000}
        value={body}
        aria-describedby={`${field}-below`}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
        }}
      />
      <div id={`${field}-below`} aria-live="polite">
        {add.error ? <Hint tone="bad">{readProblem(add.error).says}</Hint> : null}
      </div>
      <Button type="submit" isBusy={add.isPending}>
        Add note
      </Button>
    </form>
  );
}
