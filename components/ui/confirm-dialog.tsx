'use client';

import { AlertDialog } from '@heroui/react/alert-dialog';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { ProblemNote } from './problem-note.tsx';
import { TextField } from './text-field.tsx';

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** A verb with its object: "Remove com.acme.app". */
  title: string;
  /** What stops, for whom, from when. */
  children: ReactNode;
  /** The button: a verb with its object. */
  confirm: string;
  onConfirm: () => void;
  isBusy?: boolean;
  problem?: ReactNode;
  isDanger?: boolean;
  /** Only for what cannot be undone: the text to type first, with its name ("License ID"). */
  mustType?: { text: string; name: string };
};

/** The step that confirms: what stops, for whom, from when, and one filled button. */
export function ConfirmDialog({
  isOpen,
  onClose,
  title,
  children,
  confirm,
  onConfirm,
  isBusy = false,
  problem,
  isDanger = true,
  mustType,
}: Props) {
  const [typed, setTyped] = useState('');
  const greyed = mustType && typed.trim() !== mustType.text ? `Type the ${mustType.name} first.` : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!greyed && !isBusy) onConfirm();
  }

  return (
    <AlertDialog.Backdrop
      isOpen={isOpen}
      onOpenChange={(open) => open || onClose()}
      isKeyboardDismissDisabled={false}
    >
      <AlertDialog.Container placement="center" size="md">
        <AlertDialog.Dialog>
          <AlertDialog.Header>
            <AlertDialog.Heading>{title}</AlertDialog.Heading>
          </AlertDialog.Header>
          <AlertDialog.Body>
            <form className="form" onSubmit={submit}>
              <div>{children}</div>
              {mustType ? (
                <TextField
                  label={`To confirm, type the ${mustType.name} ${mustType.text}`}
                  isMono
                  autoComplete="off"
                  spellCheck={false}
                  value={typed}
                  onValue={setTyped}
                />
              ) : null}
              <ProblemNote>{problem}</ProblemNote>
              <div className="actions">
                <Button type="submit" look={isDanger ? 'danger' : 'primary'} greyed={greyed} isBusy={isBusy}>
                  {confirm}
                </Button>
                <Button onClick={onClose}>Keep as it is</Button>
              </div>
            </form>
          </AlertDialog.Body>
        </AlertDialog.Dialog>
      </AlertDialog.Container>
    </AlertDialog.Backdrop>
  );
}
