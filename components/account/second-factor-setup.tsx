'use client';

import './second-factor.css';
import { type ReactNode, useState } from 'react';
import { client } from '../api.ts';
import { AppCodeForm, type StartedFactor } from './app-code-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { StartFactorForm } from './start-factor-form.tsx';

type Props = {
  asksPassword: boolean;
  /** Below the first step: a way to leave it for later. */
  later?: ReactNode;
  /** The last button: what comes then. */
  done: string;
  onDone: () => void;
};

/** Setting up a second factor in three steps: begin, prove that the app has it, keep the recovery codes. */
export function SecondFactorSetup({ asksPassword, later, done, onDone }: Props) {
  const [started, setStarted] = useState<StartedFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  if (codes) return <RecoveryCodes codes={codes} done={done} onDone={onDone} />;
  if (started)
    return (
      <AppCodeForm
        started={started}
        onCode={async (code) => setCodes((await client.secondFactor.enable({ code })).recoveryCodes)}
      />
    );
  return (
    <>
      <StartFactorForm
        asksPassword={asksPassword}
        onStart={async (given) => setStarted(await client.secondFactor.start(given))}
      />
      {later}
    </>
  );
}
