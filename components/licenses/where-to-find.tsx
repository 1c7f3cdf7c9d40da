import { Fragment } from 'react';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { IDENTIFIER_HELP } from '#lib/domain/identifier-help.ts';
import type { Platform } from '#sdk/protocol/platforms.ts';
import { PLATFORM_WORDS } from './platform-words.ts';

/** Where a developer finds an identifier of a platform, with lines of source that show it. */
export function WhereToFind({ platform }: { platform: Platform }) {
  const { where, code, example, pattern } = IDENTIFIER_HELP[platform];
  const parts = where.split('`');
  return (
    <>
      <p>{parts.map((part, index) => (index % 2 === 1 ? <code key={part}>{part}</code> : part))}</p>
      <CodeBlock
        text={code.join('\n')}
        label={`Example for ${PLATFORM_WORDS[platform].name}`}
        canCopy={false}
      >
        {code.map((line) => (
          <Fragment key={line}>
            {line.includes(example) ? (
              <Shown line={line} example={example} />
            ) : (
              <span className="p">{line}</span>
            )}
            {'\n'}
          </Fragment>
        ))}
      </CodeBlock>
      {pattern === null ? null : (
        <p style={{ marginTop: 8, marginBottom: 0 }}>
          A pattern works too: <code>{pattern.value}</code>. {pattern.covers}
        </p>
      )}
    </>
  );
}

/** The line that holds the example, lit; its indentation is not. */
function Shown({ line, example }: { line: string; example: string }) {
  const text = line.trimStart();
  const [before = '', after = ''] = text.split(example);
  return (
    <>
      {line.slice(0, line.length - text.length)}
      <span className="hl">
        {before}
        <span className="s">{example}</span>
        {after}
      </span>
    </>
  );
}
