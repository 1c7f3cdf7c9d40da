'use client';

import { useSyncExternalStore } from 'react';
import { CodeBlock } from '#components/ui/code-block.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { checkCommand, type ExampleCheck, freshNonce } from './check-command.ts';

let nonce = '';
const nothing = () => () => undefined;
const nonceOfPage = () => {
  nonce ||= freshNonce();
  return nonce;
};
const originOfPage = () => window.location.origin;

type Props = { check: ExampleCheck; appUrl: string; isPrimary: boolean };

/** The check as a command, with a nonce made in this browser. Drawn by the server with a placeholder of the same width. */
export function CheckCommandBlock({ check, appUrl, isPrimary }: Props) {
  const origin = useSyncExternalStore(nothing, originOfPage, () => appUrl);
  const own = useSyncExternalStore(nothing, nonceOfPage, () => '················');
  const command = checkCommand(origin, check, own);
  return (
    <CodeBlock
      text={command}
      label="Command"
      head="Shell"
      action={
        <CopyButton
          text={command}
          label="Copy command"
          withLabel
          size="sm"
          look={isPrimary ? 'primary' : 'outline'}
        />
      }
    >
      <Coloured command={command} />
    </CodeBlock>
  );
}

/** Arguments in quotation marks in the link colour, as all strings in code. */
function Coloured({ command }: { command: string }) {
  return command.split(/('[^']*')/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
      <span key={index} className="s">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
