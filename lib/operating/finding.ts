/** One thing that was looked at. `wrong`: something does not work, or is about to be lost. */
export type Finding = { about: string; result: 'fine' | 'warning' | 'wrong'; says: string };

export const fine = (about: string, says: string): Finding => ({ about, result: 'fine', says });
export const warning = (about: string, says: string): Finding => ({ about, result: 'warning', says });
export const wrong = (about: string, says: string): Finding => ({ about, result: 'wrong', says });
