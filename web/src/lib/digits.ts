/**
 * What is typed in the digits and marks of another script, in those of ours.
 *
 * Pure. It knows digits that count tens (Unicode, general category Nd) and the marks of
 * Arabic numbers, and leaves everything else as it is.
 */

/** The zeros of the scripts that keyboards have: Arabic, Persian, the Indian ones, Thai, Lao, Tibetan, Burmese, Khmer, full width. */
const ZEROS = [0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0xff10];

const MARKS: Readonly<Record<string, string>> = { "٫": ".", "٬": "'", "،": ",", "．": ".", "，": "," };

/** Marks of the direction of writing, which nobody sees. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const zero = ZEROS.find((zero) => code >= zero && code < zero + 10);
  return zero === undefined ? character : String(code - zero);
}

export const withoutDirection = (text: string): string => text.replace(DIRECTION, "");

/** Digits from 0 to 9, a point or a comma, and no marks that nobody sees. */
export const ourDigits = (typed: string): string => withoutDirection(typed).replace(/\p{Nd}/gu, digit).replace(/[٫٬،．，]/g, (mark) => MARKS[mark] ?? mark);
