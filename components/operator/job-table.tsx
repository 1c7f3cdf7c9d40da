import type { Job } from '#lib/contract/jobs.ts';
import { Button } from '../ui/button.tsx';
import { LiveTime } from '../ui/live-time.tsx';
import { JOB_WORDS, taskWords } from './job-words.ts';

type Props = {
  jobs: readonly Job[];
  drawnAt: number;
  /** The job that is being put back. */
  retrying: string | null;
  onRetry: (job: Job) => void;
  onDrop: (job: Job) => void;
};

/** A row for each job, with why it failed last. */
export function JobTable({ jobs, drawnAt, retrying, onRetry, onDrop }: Props) {
  return (
    <table className="table op-table stack-tablet">
      <thead>
        <tr>
          <th scope="col">Job</th>
          <th scope="col">State</th>
          <th scope="col">Attempts</th>
          <th scope="col">Next</th>
          <th scope="col">Last error</th>
          <th scope="col" className="last">
            <span className="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => {
          const { icon: Icon, word, look } = JOB_WORDS[job.state];
          const name = `${taskWords(job.task)}, job ${job.id}`;
          return (
            <tr key={job.id}>
              <th scope="row">
                {taskWords(job.task)}
                <small>
                  Job {job.id}, since{' '}
                  <LiveTime at={Date.parse(job.createdAt)} show="exact" drawnAt={drawnAt} />
                </small>
              </th>
              <td data-label="State">
                <span className={`state ${look}`}>
                  <Icon aria-hidden="true" />
                  {word}
                </span>
              </td>
              <td data-label="Attempts">
                {job.attempts} of {job.maxAttempts}
              </td>
              <td data-label="Next">
                {job.state === 'given-up' ? (
                  'Not by itself'
                ) : job.state === 'running' || job.state === 'waiting' ? (
                  'Now'
                ) : (
                  <LiveTime at={Date.parse(job.runAt)} show="relative" drawnAt={drawnAt} />
                )}
              </td>
              <td data-label="Last error" className="said all">
                {job.lastError ?? <span className="muted">None</span>}
              </td>
              <td className="last all">
                <span className="acts">
                  <Button
                    size="sm"
                    greyed={job.state === 'running' ? 'It runs now.' : null}
                    isBusy={retrying === job.id}
                    onClick={() => onRetry(job)}
                  >
                    Run now<span className="vh">: {name}</span>
                  </Button>
                  <Button
                    size="sm"
                    greyed={job.state === 'running' ? 'It runs now.' : null}
                    onClick={() => onDrop(job)}
                  >
                    Drop<span className="vh"> {name}</span>
                  </Button>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
