import { CopyButton } from './copy-button.tsx';

/** An ID in mono, whole, with its copy button. `label` names what it is: "License ID". */
export function Id({ value, label, copy = true }: { value: string; label: string; copy?: boolean }) {
  return (
    <span className="id">
      <code>{value}</code>
      {copy ? <CopyButton text={value} label={`Copy ${label}`} /> : null}
    </span>
  );
}
