/**
 * An amount typed as arithmetic: `12.50+3*4`, `(8+4)/3`, `100-7,25`.
 *
 * Pure and exact: every step is a fraction of whole numbers of any size; only
 * the result is rounded, half away from zero, to the currency's decimals.
 */
import { parseMinor, plainText, splitAtMark, type NumberStyle } from "./money";
import { err, ok, type Result } from "./result";

/** `top / bottom`; the bottom is above zero. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

const LONGEST = 200;
const operations: Record<string, (a: Fraction, b: Fraction) => Fraction> = {
  "+": (a, b) => ({ top: a.top * b.bottom + b.top * a.bottom, bottom: a.bottom * b.bottom }),
  "-": (a, b) => ({ top: a.top * b.bottom - b.top * a.bottom, bottom: a.bottom * b.bottom }),
  "*": (a, b) => ({ top: a.top * b.top, bottom: a.bottom * b.bottom }),
  "/": (a, b) => {
    if (b.top === 0n) throw new Fault("Nothing can be divided by zero.");
    const sign = b.top < 0n ? -1n : 1n;
    return { top: a.top * b.bottom * sign, bottom: a.bottom * b.top * sign };
  },
};

/** What is wrong, in words; never leaves this file. */
class Fault extends Error {}

function tokensOf(text: string): string[] {
  const plain = plainText(text).replace(/[×xX]/g, "*").replace(/[÷:]/g, "/").replace(/[−–]/g, "-");
  // A space within a number parts its thousands, or it is a slip: two numbers beside each other are none.
  const tokens = plain.match(/[\d.,](?:[\d., ']*[\d.,])?|[-+*/()]/g) ?? [];
  const solid = (parts: string): string => parts.replaceAll(" ", "");
  if (solid(tokens.join("")) !== solid(plain) || plain.length > LONGEST) throw new Fault("");
  return tokens;
}

function numberOf(token: string | undefined, style: NumberStyle): Fraction {
  const [whole, fraction] = (token !== undefined && splitAtMark(token, style)) || ["", ""];
  if (!/^\d+$/.test(whole + fraction)) throw new Fault("");
  return { top: BigInt(whole + fraction), bottom: 10n ** BigInt(fraction.length) };
}

function evaluate(tokens: string[], style: NumberStyle): Fraction {
  const factor = (): Fraction => {
    const token = tokens.shift();
    if (token === "-") return operations["*"]!({ top: -1n, bottom: 1n }, factor());
    if (token === "+") return factor();
    if (token !== "(") return numberOf(token, style);
    const inner = sum();
    if (tokens.shift() !== ")") throw new Fault("A bracket is not closed.");
    return inner;
  };
  const chain = (next: () => Fraction, signs: string): Fraction => {
    let value = next();
    while (tokens[0] !== undefined && signs.includes(tokens[0])) value = operations[tokens.shift() as string]!(value, next());
    return value;
  };
  const sum = (): Fraction => chain(() => chain(factor, "*/"), "+-");
  const value = sum();
  if (tokens.length > 0) throw new Fault("");
  return value;
}

/** Half away from zero. */
function rounded({ top, bottom }: Fraction): bigint {
  const size = ((top < 0n ? -top : top) * 2n + bottom) / (bottom * 2n);
  return top < 0n ? -size : size;
}

/** Reads an amount, plain or as arithmetic, in minor units. The error is a sentence for the person who typed. */
export function parseSum(typed: string, decimals: number, style: NumberStyle): Result<number, string> {
  const plain = parseMinor(typed, decimals, style);
  if (plain.ok || !/[+*×xX/÷:()]|\d\s*[-−–]/.test(typed)) return plain;
  try {
    const value = evaluate(tokensOf(typed), style);
    const minor = Number(rounded({ ...value, top: value.top * 10n ** BigInt(decimals) }));
    return Number.isSafeInteger(minor) ? ok(minor || 0) : err("This amount is larger than a book can hold.");
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    return err(fault.message || `“${typed.trim()}” cannot be worked out. Type a sum like 12+3*4.`);
  }
}
