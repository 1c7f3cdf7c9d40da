'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../api.ts';
import { readProblem } from '../read-problem.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { notify } from '../ui/notify.ts';
import { SkeletonRows } from '../ui/skeleton-rows.tsx';
import { FactorIsOn } from './factor-is-on.tsx';
import { ProveByCode } from './prove-by-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondFactorSetup } from './second-factor-setup.tsx';

/** The person's second factor: set up, looked after, turned off. What is shown once stays until it is put away. */
export function MySecondFactor() {
  const queries = useQueryClient();
  const factor = useQuery({ ...api.secondFactor.read.queryOptions(), refetchOnWindowFocus: false });
  const [step, setStep] = useState<'rest' | 'codes' | 'off'>('rest');
  const [codes, setCodes] = useState<readonly string[] | null>(null);

  function rest() {
    setStep('rest');
    setCodes(null);
    void queries.invalidateQueries({ queryKey: api.secondFactor.read.key() });
  }

  if (factor.isPending) return <SkeletonRows rows={2} columns={['40%', '20%']} />;
  if (factor.isError) {
    const { says, requestId } = readProblem(factor.error);
    return <ErrorState says={says} requestId={requestId} onRetry={() => factor.refetch()} />;
  }
  if (codes) return <RecoveryCodes codes={codes} done="I have kept them" onDone={rest} />;
  if (factor.data.state === 'off')
    return (
      <SecondFactorSetup asksPassword={factor.data.asksPassword} done="I have kept them" onDone={rest} />
    );
  if (step === 'codes')
    return (
      <ProveByCode
        says="The ten codes you have are dead then."
        confirm="Make new recovery codes"
        onCode={async (code) => setCodes((await client.secondFactor.renewCodes({ code })).recoveryCodes)}
        onCancel={rest}
      />
    );
  if (step === 'off')
    return (
      <ProveByCode
        says="From then on your password alone signs you in, and your recovery codes are dead."
        confirm="Turn the second factor off"
        isDanger
        onCode={async (code) => {
          await client.secondFactor.disable({ code });
          notify('The second factor is off.');
          rest();
        }}
        onCancel={rest}
      />
    );
  return <FactorIsOn factor={factor.data} onNewCodes={() => setStep('codes')} onOff={() => setStep('off')} />;
}
