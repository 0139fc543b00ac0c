/**
 * What holds on every page, looked at from inside of it: run by a driver in
 * either browser. Each function is sent to the page as text and so uses
 * nothing from outside itself.
 */

/** The pages of the book, as the sidebar lists them, and those that only the address leads to. */
export const pages = (): string[] => {
  const listed = [...document.querySelectorAll("aside a[href^='#']")].map((link) => link.getAttribute("href") ?? "");
  return [...new Set([...listed, "#/sessions", "#/reconcile/1", "#/reconcile/2"])];
};

/** What can have the focus and does not show it, as it stands in the page. */
export const withoutFocusRing = (): string[] => {
  const ring = (element: Element): string => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
    return `${outlineStyle === "none" ? "" : `${outlineStyle} ${outlineWidth} ${outlineColor}`} ${boxShadow}`;
  };
  // A grid shows the focus at its chosen row, or at its head; a field within a frame at the frame.
  const within = (element: Element): Iterable<Element> => (element.matches("[role=grid]") ? element.querySelectorAll(".head, .chosen") : []);
  const around = (element: Element): Element[] => (element.matches("input") && element.parentElement ? [element.parentElement] : []);
  const look = (element: Element): string => [element, ...within(element), ...around(element)].map(ring).join("|");
  const held = document.activeElement as HTMLElement | null;
  const over = document.querySelector("dialog[open]") ?? document;
  const all = [...over.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]")];
  const here = all.filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert]") && !(element as HTMLButtonElement).disabled && element.getAttribute("type") !== "file");
  const missing = here.filter((element) => {
    (document.activeElement as HTMLElement | null)?.blur();
    const before = look(element);
    element.focus({ focusVisible: true, preventScroll: true } as FocusOptions);
    return document.activeElement === element && look(element) === before;
  });
  held?.focus({ preventScroll: true });
  if (here.length === 0) return ["nothing can have the focus"];
  return missing.map(({ outerHTML }) => outerHTML.slice(0, 200));
};

/** Fields of the dialog, or of the page, that somebody who hears them cannot tell apart. */
export const sameNames = (): string[] => {
  const over = document.querySelector("dialog[open]") ?? document;
  const fields = [...over.querySelectorAll<HTMLInputElement>("input, select, textarea")].filter((field) => field.checkVisibility({ visibilityProperty: true }) && field.type !== "radio");
  // All that a label says is in the name, the choices of a menu within it, too.
  const names = fields.map((field) => (field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent ?? "").trim().toLowerCase());
  return names.filter((name, at) => name === "" || names.some((other, where) => where !== at && other.includes(name) && name.includes(" ")) || names.indexOf(name) !== at);
};

/** What moves at this moment, or would: for whom wants no motion it has to be nothing. */
export const moving = (): string[] => {
  const animations = document.getAnimations().filter((one) => Number(one.effect?.getComputedTiming().duration) > 0).map((one) => (one.effect as KeyframeEffect).target?.outerHTML ?? "");
  const lasts = (list: string): boolean => list.split(",").some((seconds) => parseFloat(seconds) > 0);
  const would = [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) || scrollBehavior === "smooth";
  });
  return [...animations, ...would.map(({ outerHTML }) => outerHTML)].map((html) => html.slice(0, 200));
};

/** Rules of the style sheets that set something in motion although somebody may want none. */
export const movingRules = (): string[] => {
  const found: string[] = [];
  const walk = (rules: CSSRuleList, asked: boolean): void => {
    for (const rule of rules) {
      const media = rule instanceof CSSMediaRule && rule.conditionText.includes("prefers-reduced-motion: no-preference");
      const style = (rule as CSSStyleRule).style as CSSStyleDeclaration | undefined;
      const lasts = [style?.transitionDuration, style?.animationDuration].some((list) => list?.split(",").some((seconds) => parseFloat(seconds) > 0));
      if (lasts && !asked && !media) found.push(rule.cssText);
      if ("cssRules" in rule) walk(rule.cssRules as CSSRuleList, asked || media);
    }
  };
  for (const sheet of document.styleSheets) walk(sheet.cssRules, false);
  return found;
};
