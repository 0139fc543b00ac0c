/**
 * Which currency to offer first, and which exist.
 *
 * Pure. A guess from the language's region, never more than a proposal in a field.
 */
const BY_REGION: Readonly<Record<string, string>> = {
  US: "USD", GB: "GBP", CA: "CAD", AU: "AUD", NZ: "NZD", CH: "CHF", LI: "CHF", JP: "JPY", CN: "CNY", IN: "INR", BR: "BRL",
  MX: "MXN", SE: "SEK", NO: "NOK", DK: "DKK", PL: "PLN", CZ: "CZK", HU: "HUF", RO: "RON", TR: "TRY", ZA: "ZAR", KR: "KRW",
};
const EURO = new Set("AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));

export function likelyCurrency(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? "US";
  return EURO.has(region) ? "EUR" : (BY_REGION[region] ?? "USD");
}

/**
 * The currency to offer for a new account when a bank file does not say it:
 * the one the book is kept in, and in an empty book the one of the region.
 */
export const currencyOffered = (kept: string | undefined, locale: string): string => kept ?? likelyCurrency(locale);

export const isCurrency = (code: string): boolean => allCurrencies().includes(code);

export const allCurrencies = (): string[] => Intl.supportedValuesOf("currency");
