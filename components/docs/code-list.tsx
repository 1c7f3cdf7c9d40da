import type { Reason } from '#lib/domain/reasons/reason.ts';
import { REASONS } from '#lib/domain/reasons.ts';
import { CODE_GROUPS } from './code-groups.ts';
import { DocsNav } from './docs-nav.tsx';

const WHO: Record<Reason['who'], string> = {
  developer: 'A developer of the team',
  team: 'An owner or admin of the team',
  sales: 'Sales',
  support: 'Support',
  operator: 'An operator of this installation',
  nobody: 'Nobody has to do anything',
};

/** Every code with its sentence, the fix and who can do it: the same table that answers and pages speak from. */
export function CodeList() {
  return (
    <div className="doc">
      <DocsNav
        inside={CODE_GROUPS.flatMap((group) => [
          { id: group.id, name: group.title },
          ...group.codes.map((code) => ({ id: code, name: code, isCode: true })),
        ])}
      />
      <article>
        <h1>Codes</h1>
        <p className="lead">
          Stable, lower-case, hyphenated: the same in answers, on devices, on the dashboard and in the API.
        </p>
        {CODE_GROUPS.map((group) => (
          <section key={group.id} aria-labelledby={group.id}>
            <h2 id={group.id}>{group.title}</h2>
            <p className="muted">{group.says}</p>
            <ul className="codes">
              {group.codes.map((code) => (
                <CodeEntry key={code} code={code} reason={REASONS[code]} />
              ))}
            </ul>
          </section>
        ))}
      </article>
    </div>
  );
}

function CodeEntry({ code, reason }: { code: string; reason: Reason }) {
  return (
    <li id={code}>
      <h3>
        <a href={`#${code}`}>
          <code>{code}</code>
        </a>
        <span>{reason.title}</span>
      </h3>
      <p>{reason.says}</p>
      <dl className="spec">
        <dt>What to do</dt>
        <dd>{reason.fix}</dd>
        <dt>Who can</dt>
        <dd>{WHO[reason.who]}</dd>
        <dt>Trying again</dt>
        <dd>{reason.retryHelps ? 'Can help' : 'Does not help'}</dd>
      </dl>
    </li>
  );
}
