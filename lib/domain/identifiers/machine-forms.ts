const grouped = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** Reads a systemd machine ID in any case, also written with the dashes of a UUID: 32 lower-case hex digits, else null. */
export function readMachineId(text: string): string | null {
  if (!grouped.test(text)) return null;
  const id = text.replaceAll('-', '').toLowerCase();
  return isBlank(id) ? null : id;
}

/** Reads a Mac's hardware UUID in any case, also without its dashes: 8-4-4-4-12 hex digits in capitals, else null. */
export function readHardwareUuid(text: string): string | null {
  const parts = grouped.exec(text)?.slice(1);
  if (parts === undefined) return null;
  const uuid = parts.join('-').toUpperCase();
  return isBlank(uuid) ? null : uuid;
}

/** Reads a Windows Product ID in any case, also without its dashes: 5-5-5-5 letters and digits in capitals, else null. */
export function readProductId(text: string): string | null {
  const parts = /^([0-9a-z]{5})-?([0-9a-z]{5})-?([0-9a-z]{5})-?([0-9a-z]{5})$/i.exec(text)?.slice(1);
  return parts === undefined ? null : parts.join('-').toUpperCase();
}

/** Whether an ID is one digit over and over: what unfinished installations and empty firmware report, on many machines. */
function isBlank(id: string): boolean {
  return /^[0-]+$/.test(id) || /^[f-]+$/i.test(id);
}
