/**
 * Rename rules: what a line is called whose words at the bank contain something.
 *
 * Pure lists; where they are kept and what they do to a file is not known here.
 */

/** As the book keeps it; an empty payee or category is none. */
export interface Rule {
  readonly contains: string;
  readonly payee?: string | null;
  readonly category?: string | null;
}

const named = (text: string | null | undefined): string | null => text?.trim() || null;

/** The list with this rule in that place, or at the end. A rule that looks for nothing would fit every line: it goes. */
export function changedRule(rules: readonly Rule[], at: number, rule: Rule): readonly Rule[] {
  const contains = rule.contains.trim();
  if (contains === "") return withoutRule(rules, at);
  const kept: Rule = { contains, payee: named(rule.payee), category: named(rule.category) };
  return at < rules.length ? rules.map((other, place) => (place === at ? kept : other)) : [...rules, kept];
}

export function withoutRule(rules: readonly Rule[], at: number): readonly Rule[] {
  return rules.filter((_, place) => place !== at);
}
