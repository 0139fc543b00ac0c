/**
 * Text as it is compared: without case and without accents.
 *
 * Pure, and the same for every language, as the program folds it
 * (`ledger/search/fold.rs`): a Turkish browser takes I and i, İ and ı for one
 * letter here, or `[SAVINGS]` would be nobody's account.
 */

/** Letters that Unicode does not take apart but people do. */
const PLAIN: Readonly<Record<string, string>> = { ł: "l", ø: "o", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ς: "σ", "’": "'" };

export function fold(text: string): string {
  const small = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  return small.replace(/[łøđðħıßæœþς’]/g, (letter) => PLAIN[letter] ?? letter);
}

/** Whether a name has what was typed in it; everything has nothing. */
export const holds = (name: string, typed: string): boolean => fold(name).includes(fold(typed.trim()));
