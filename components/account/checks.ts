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

/** A code of an authenticator app: six digits, with blanks or without. */
export const checkAppCode: Check = (value) =>
  /^\d{6}$/.test(value.replaceAll(/\s/g, '')) ? null : 'A code of the app has six digits.';

/** A code of the app, or a recovery code. */
export const checkCode: Check = (value) => {
  const code = value.replaceAll(/[\s-]/g, '');
  if (code === '') return 'Type a code.';
  return /^\d{6}$/.test(code) || /^[\da-z]{10}$/i.test(code)
    ? null
    : 'A code of the app has six digits; a recovery code looks like 4f7k2-9qxm1.';
};
