import type { ShownProblem } from '../read-problem.ts';

type Props = { problem: ShownProblem; vendor: { name: string; supportUrl: string } };

/** Why a trial was not created, and what to do: limits are explained, wrong members are shown at their fields. */
export function TrialProblem({ problem, vendor }: Props) {
  if (problem.code === 'trial-limit-running' || problem.code === 'trial-limit-year') {
    return (
      <>
        {problem.says}{' '}
        {problem.code === 'trial-limit-running'
          ? 'Wait until one ends, or untick the product. '
          : 'Untick the product. '}
        For more, <a href={vendor.supportUrl}>write to {vendor.name}</a>.
      </>
    );
  }
  if (Object.keys(problem.fields).length > 0)
    return <>The trial was not created. What to fix is said at the fields.</>;
  return (
    <>
      {problem.says}
      {problem.requestId ? (
        <>
          {' '}
          Request ID <code>{problem.requestId}</code>
        </>
      ) : null}
    </>
  );
}
