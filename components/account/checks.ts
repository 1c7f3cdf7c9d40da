/** What a form says while one types; the server says the same and decides (lib/contract/accounts.ts). Null: fine. */
export type Check = (value: string) => string | null;

export const checkEmail: Check = (value) => {
  const text = value.trim();
  if (text.length > 254) return 'An e-mail address has at most 254 characters.';
  return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text)
    ? null
    : 'This is not an e-mail address. It looks like name@example.com.';
};

export const checkNewPassword: Check = (value) => {
  if (value.length < 10)
    return 'A password has at least 10 characters. A few words in a row are easy to keep.';
  return value.length > 200 ? 'A password has at most 200 characters.' : null;
};

/** A line of at most 100 characters; `empty` asks for it by name. */
export const checkLine =
  (empty: string): Check =>
  (value) => {
    const text = value.trim();
    if (text.length === 0) return empty;
    return text.length > 100 ? 'At most 100 characters.' : null;
  };

/** For a password that exists: only that there is one. */
export const checkGiven: Check = (value) => (value === '' ? 'Type your password.' : null);
