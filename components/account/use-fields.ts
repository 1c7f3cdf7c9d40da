'use client';

import { useEffect, useRef, useState } from 'react';
import type { Check } from './checks.ts';

const FIRST_PAUSE_MS = 700;

/**
 * A form's lines of text: their values, and for each what is wrong with it, said after the first pause in typing and
 * taken back as soon as it is mended. What the server found is shown by the same fields (`showErrors`).
 */
export function useFields<N extends string>(
  checks: Readonly<Record<N, Check>>,
  initial: Partial<Record<N, string>> = {},
) {
  const names = Object.keys(checks) as N[];
  const [values, setValues] = useState(
    () => Object.fromEntries(names.map((name) => [name, initial[name] ?? ''])) as Record<N, string>,
  );
  const [errors, setErrors] = useState<Partial<Record<N, string | null>>>({});
  const timers = useRef<Partial<Record<N, ReturnType<typeof setTimeout>>>>({});

  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of Object.values(pending)) clearTimeout(timer as ReturnType<typeof setTimeout>);
    };
  }, []);

  function change(name: N, value: string) {
    setValues((before) => ({ ...before, [name]: value }));
    setErrors((before) =>
      before[name] && checks[name](value) === null ? { ...before, [name]: null } : before,
    );
    clearTimeout(timers.current[name]);
    if (value === '') return;
    timers.current[name] = setTimeout(
      () => setErrors((before) => ({ ...before, [name]: checks[name](value) })),
      FIRST_PAUSE_MS,
    );
  }

  /** Checks all fields, puts the focus into the first that is wrong, and says whether all are fine. */
  function checkAll(form: HTMLFormElement): boolean {
    const found = Object.fromEntries(names.map((name) => [name, checks[name](values[name])])) as Record<
      N,
      string | null
    >;
    setErrors(found);
    return !focusFirst(form, found);
  }

  /** Shows what the server found, by the members' JSON pointers. */
  function showErrors(form: HTMLFormElement, fields: Readonly<Record<string, string>>) {
    const found: Partial<Record<N, string | null>> = {};
    for (const name of names) found[name] = fields[`/${name}`] ?? null;
    setErrors(found);
    focusFirst(form, found);
  }

  function focusFirst(form: HTMLFormElement, found: Partial<Record<N, string | null>>): boolean {
    const first = names.find((name) => found[name]);
    const field = first ? form.elements.namedItem(first) : null;
    if (field instanceof HTMLInputElement) field.focus();
    return first !== undefined;
  }

  const field = (name: N) => ({
    name,
    value: values[name],
    error: errors[name],
    onValue: (value: string) => change(name, value),
  });
  return { names, values, field, checkAll, showErrors };
}
