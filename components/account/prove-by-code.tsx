'use client';

import './second-factor.css';
import { Button } from '../ui/button.tsx';
import { ProblemNote } from '../ui/problem-note.tsx';
import { checkCode } from './checks.ts';
import { CodeField } from './code-field.tsx';
import { useFields } from './use-fields.ts';
import { useSubmit } from './use-submit.ts';

type Props = {
  /** What happens then. */
  says: string;
  /** The button: a verb with its object. */
  confirm: string;
  isDanger?: boolean;
  onCode: (code: string) => Promise<void>;
  onCancel: () => void;
};

/** The step before a change to the second factor: one of its codes. */
export function ProveByCode({ says, confirm, isDanger = false, onCode, onCancel }: Props) {
  const fields = useFields({ code: checkCode });
  const { values, field } = fields;
  const { submit, isBusy, problem } = useSubmit(fields, () => onCode(values.code));
  return (
    <form className="form factor-form" method="post" noValidate onSubmit={submit}>
      <p>{says}</p>
      <CodeField
        takesRecoveryCode
        autoFocus
        hint="Six digits of your app, or a recovery code."
        {...field('code')}
      />
      <ProblemNote>{problem?.says}</ProblemNote>
      <div className="actions">
        <Button type="submit" look={isDanger ? 'danger' : 'primary'} isBusy={isBusy}>
          {confirm}
        </Button>
        <Button onClick={onCancel}>Keep as it is</Button>
      </div>
    </form>
  );
}
