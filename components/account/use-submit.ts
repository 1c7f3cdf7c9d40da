import { type FormEvent, useState } from 'react';
import { readProblem, type ShownProblem } from '../read-problem.ts';

/** What useFields gives. */
type Fields = {
  names: readonly string[];
  checkAll: (form: HTMLFormElement) => boolean;
  showErrors: (form: HTMLFormElement, fields: Readonly<Record<string, string>>) => void;
};

/**
 * Sends a form whose fields are fine, once at a time. What the server finds wrong is shown at its fields; what belongs to
 * none of them is `problem`. `send` is done when it resolves; what it throws is read as the API's problem.
 */
export function useSubmit({ names, checkAll, showErrors }: Fields, send: () => Promise<unknown>) {
  const [step, setStep] = useState<'form' | 'busy' | 'done'>('form');
  const [problem, setProblem] = useState<ShownProblem | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (step === 'busy' || !checkAll(form)) return;
    setProblem(null);
    setStep('busy');
    try {
      await send();
      setStep('done');
    } catch (error) {
      const found = readProblem(error);
      showErrors(form, found.fields);
      const isShown = names.some((name) => found.fields[`/${name}`]);
      if (!isShown) setProblem(found);
      setStep('form');
    }
  }

  return { submit, isBusy: step === 'busy', isDone: step === 'done', problem, again: () => setStep('form') };
}
