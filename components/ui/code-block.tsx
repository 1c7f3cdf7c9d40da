import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';

type Props = {
  /** What a copy gives, and what is shown unless `children` shows the same with colours. */
  text: string;
  /** Says what it is to whoever cannot see it: "Request". */
  label: string;
  /** The line above: "Shell", "POST /api/v1/validate". */
  head?: ReactNode;
  /** The action in the head, in place of the plain copy button. */
  action?: ReactNode;
  children?: ReactNode;
  canCopy?: boolean;
};

/** Code in a well: focusable, scrolls inside itself, can be copied. */
export function CodeBlock({ text, label, head, action, children, canCopy = true }: Props) {
  const button =
    action ?? (canCopy ? <CopyButton text={text} label={`Copy ${label.toLowerCase()}`} /> : null);
  return (
    <div className={head ? 'code' : 'code bare'}>
      {head ? (
        <header>
          <span>{head}</span>
          {button}
        </header>
      ) : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      {/* biome-ignore lint/a11y/useSemanticElements: a named piece of text is no fieldset, and no landmark either */}
      <pre tabIndex={0} role="group" aria-label={label}>
        {children ?? text}
      </pre>
      {head || !button ? null : <div className="alone">{button}</div>}
    </div>
  );
}
