/** One line of a diagnosis: what was looked at, how it stands, and what to do when it is not well. */
export type Finding = {
  name: string;
  state: 'ok' | 'warning' | 'failed' | 'skipped';
  says: string;
  fix: string | null;
};

export function ok(name: string, says: string): Finding {
  return { name, state: 'ok', says, fix: null };
}

export function warning(name: string, says: string, fix: string): Finding {
  return { name, state: 'warning', says, fix };
}

export function failed(name: string, says: string, fix: string): Finding {
  return { name, state: 'failed', says, fix };
}

export function skipped(name: string, says: string): Finding {
  return { name, state: 'skipped', says, fix: null };
}
