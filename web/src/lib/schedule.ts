/**
 * A schedule as typed, the draft it means, and its rule in words.
 *
 * Pure: text in, a wire draft or the errors beside the fields out. Which dates
 * a rule has is the server's to say; here they are only described.
 */
import type { Rule, RuleDay, RuleUnit, RuleWeekend, ScheduleDraft } from "../api/types";
import { sideName } from "./chart";
import { formatDate, parseDate, type DateStyle, type Iso } from "./date";
import { draftOf as rowDraft, emptyForm, type LineForm, type Setting } from "./draft";
import { editMinor } from "./money";
import { err, ok, type Result } from "./result";

export interface ScheduleForm {
  /** Its id; "" where there is no register to choose. */
  account: string;
  direction: "payment" | "deposit";
  payee: string;
  category: string;
  memo: string;
  /** Separated by commas. */
  tags: string;
  kind: "fixed" | "estimated" | "asked";
  amount: string;
  lines: LineForm[];
  first: string;
  interval: string;
  unit: RuleUnit;
  /** One of `dayKey`. */
  on: string;
  /** Further days of the same months, as typed: "15, last". */
  also: string;
  weekend: RuleWeekend;
  end: "never" | "until" | "count";
  until: string;
  count: string;
  mode: "remind" | "enter";
  days: string;
  /** A payment takes the next number of the chequebook. */
  byCheque: boolean;
}

export type ScheduleErrors = Partial<Record<keyof ScheduleForm, string>>;

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"] as const;
const TIMES: Record<number, string> = { 1: "first", 2: "second", 3: "third", 4: "fourth", [-1]: "last" };
const UNITS: Record<RuleUnit, string> = { days: "day", weeks: "week", months: "month", years: "year" };

const partsOf = (iso: Iso): { month: number; day: number; weekday: number; last: number } => {
  const [year = 1970, month = 1, day = 1] = iso.split("-").map(Number);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
  return { month, day, weekday, last: new Date(Date.UTC(year, month, 0)).getUTCDate() };
};

/** "15th", "22nd". */
function ordinal(day: number): string {
  const tail = day % 100 >= 11 && day % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${tail}`;
}

export function dayWords(on: RuleDay): string {
  if (on.kind === "last") return "the last day";
  if (on.kind === "day") return `the ${ordinal(on.day)}`;
  return `the ${TIMES[on.nth] ?? ""} ${WEEKDAYS[on.weekday - 1] ?? ""}`;
}

/** Names a day of the month, to choose it by. */
export const dayKey = (on: RuleDay): string => (on.kind === "day" ? `day ${on.day}` : on.kind === "last" ? "last" : `nth ${on.nth} ${on.weekday}`);

function dayNamed(key: string): RuleDay {
  const [kind, first, second] = key.split(" ");
  if (kind === "last") return { kind: "last" };
  if (kind === "nth") return { kind: "nth", nth: Number(first), weekday: Number(second) };
  return { kind: "day", day: Number(first) };
}

const alsoWords = (on: RuleDay): string => (on.kind === "day" ? String(on.day) : dayWords(on).replace(/^the /, ""));

function alsoDay(text: string): RuleDay | null {
  const day = /^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(text);
  if (day) return Number(day[1]) >= 1 && Number(day[1]) <= 31 ? { kind: "day", day: Number(day[1]) } : null;
  if (/^last( day)?$/.test(text)) return { kind: "last" };
  const [times = "", name = ""] = text.split(/ +/);
  const nth = Object.keys(TIMES).find((key) => TIMES[Number(key)] === times);
  const weekday = WEEKDAYS.findIndex((known) => known.toLowerCase() === name) + 1;
  return nth !== undefined && weekday > 0 ? { kind: "nth", nth: Number(nth), weekday } : null;
}

/** "15, last" as days of a month. */
export function alsoDays(typed: string): Result<RuleDay[], string> {
  const parts = typed.toLowerCase().split(/,|\band\b/).map((part) => part.trim().replace(/^the /, "")).filter(Boolean);
  const days = parts.map(alsoDay);
  return days.every((day) => day !== null) ? ok(days) : err("Type days of the month with commas between them, as in 15, last.");
}

/** The days of a month that a first date may mean, and the one that is kept; each once. */
export function dayChoices(first: Iso, kept: RuleDay | null): RuleDay[] {
  const { day, weekday, last } = partsOf(first);
  const nth = Math.ceil(day / 7);
  const choices: RuleDay[] = [{ kind: "day", day }];
  if (day === last || day >= 28) choices.push({ kind: "last" });
  if (nth <= 4) choices.push({ kind: "nth", nth, weekday });
  if (day + 7 > last) choices.push({ kind: "nth", nth: -1, weekday });
  if (kept) choices.push(kept);
  return [...new Map(choices.map((choice) => [dayKey(choice), choice])).values()];
}

const listed = (words: readonly string[]): string => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`);

/** "Every 2 weeks on Friday", "Every month on the 15th, before weekends, 12 times". */
export function ruleWords(rule: Rule, dates: DateStyle): string {
  const { month, weekday } = partsOf(rule.first);
  const unit = UNITS[rule.unit];
  const words = [rule.interval === 1 ? `Every ${unit}` : `Every ${rule.interval} ${unit}s`];
  if (rule.unit === "weeks") words.push(` on ${WEEKDAYS[weekday - 1] ?? ""}`);
  if ((rule.unit === "months" || rule.unit === "years") && rule.on) words.push(` on ${listed([rule.on, ...(rule.also_on ?? [])].map(dayWords))}`);
  if (rule.unit === "years") words.push(` of ${MONTHS[month - 1] ?? ""}`);
  if (rule.weekend && rule.weekend !== "stay") words.push(`, ${rule.weekend} weekends`);
  if (rule.end?.kind === "until") words.push(`, until ${formatDate(rule.end.date, dates)}`);
  if (rule.end?.kind === "count") words.push(rule.end.count === 1 ? ", once" : `, ${rule.end.count} times`);
  return words.join("");
}

/** A schedule that nothing is known of yet: each month, from today on. */
export function emptySchedule(account: number | undefined, today: Iso, dates: DateStyle): ScheduleForm {
  return {
    account: account === undefined ? "" : String(account),
    direction: "payment", payee: "", category: "", memo: "", tags: "", kind: "fixed", amount: "", lines: [],
    first: formatDate(today, dates), interval: "1", unit: "months", on: `day ${partsOf(today).day}`, also: "", weekend: "stay",
    end: "never", until: "", count: "12", mode: "remind", days: "0", byCheque: false,
  };
}

/** What there is of a draft, to be changed. */
export function formOf(draft: ScheduleDraft, setting: Setting): ScheduleForm {
  const { rule, amount } = draft;
  const deposit = amount.kind === "fixed" ? amount.amount > 0 : amount.deposit;
  const text = (minor: number): string => editMinor(minor, setting.account.decimals, setting.numbers);
  const named = (id: number): string => {
    const account = setting.accounts.find((known) => known.id === id);
    return account ? sideName(account) : "";
  };
  const sides = draft.splits.map((side) => ({ side: side.category ?? named(side.account ?? 0), memo: side.memo ?? "", amount: text(deposit ? -side.amount : side.amount), state: null }));
  const end = rule.end ?? { kind: "never" };
  return {
    account: String(draft.account),
    direction: deposit ? "deposit" : "payment",
    payee: draft.payee ?? "",
    category: sides.length === 1 ? (sides[0]?.side ?? "") : "",
    memo: draft.memo ?? "",
    tags: (draft.tags ?? []).join(", "),
    kind: amount.kind,
    amount: amount.kind === "fixed" ? text(Math.abs(amount.amount)) : "",
    lines: sides.length === 1 ? [] : sides,
    first: formatDate(rule.first, setting.dates),
    interval: String(rule.interval),
    unit: rule.unit,
    on: dayKey(rule.on ?? { kind: "day", day: partsOf(rule.first).day }),
    also: (rule.also_on ?? []).map(alsoWords).join(", "),
    weekend: rule.weekend ?? "stay",
    end: end.kind,
    until: end.kind === "until" ? formatDate(end.date, setting.dates) : "",
    count: end.kind === "count" ? String(end.count) : "12",
    mode: draft.enter_days_before == null ? "remind" : "enter",
    days: String(draft.enter_days_before ?? 0),
    byCheque: draft.by_cheque ?? false,
  };
}

/** The most units between two dates (`LONGEST_INTERVAL`). */
const LONGEST_INTERVAL = 1000;

function whole(text: string, wrong: string, least = 0, most = 999_999): Result<number, string> {
  const number = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? ok(number) : err(wrong);
}

/** The rule that was typed; what is wrong with it goes into `errors`. */
function ruleOf(form: ScheduleForm, setting: Setting, errors: ScheduleErrors): Rule {
  const read = <T>(field: keyof ScheduleForm, found: Result<T, string>, instead: T): T => {
    if (!found.ok) errors[field] = found.error;
    return found.ok ? found.value : instead;
  };
  const day = (field: "first" | "until"): Iso => read(field, parseDate(form[field], setting.dates, setting.today), setting.today);
  const first = day("first");
  const until = form.end === "until" ? day("until") : first;
  if (!errors.first && !errors.until && until < first) errors.until = "Let it end on or after its first date.";
  const monthly = form.unit === "months" || form.unit === "years";
  return {
    first,
    unit: form.unit,
    interval: read("interval", whole(form.interval, `Type a whole number from 1 to ${LONGEST_INTERVAL}, as in every 2 weeks.`, 1, LONGEST_INTERVAL), 1),
    on: monthly ? dayNamed(form.on) : null,
    also_on: form.unit === "months" ? read("also", alsoDays(form.also), []) : [],
    weekend: form.weekend,
    end:
      form.end === "until" ? { kind: "until", date: until }
      : form.end === "count" ? { kind: "count", count: read("count", whole(form.count, "Type how many times, at least 1.", 1), 1) }
      : { kind: "never" },
  };
}

/** The draft that the form means, or what is wrong with it. */
export function scheduleOf(form: ScheduleForm, setting: Setting): Result<ScheduleDraft, ScheduleErrors> {
  const errors: ScheduleErrors = {};
  const rule = ruleOf(form, setting, errors);
  const fixed = form.kind === "fixed";
  const amount = fixed ? form.amount : "1";
  const row = rowDraft(
    {
      ...emptyForm(setting.today, setting),
      payee: form.payee, memo: form.memo, category: form.category,
      payment: form.direction === "payment" ? amount : "",
      deposit: form.direction === "deposit" ? amount : "",
      lines: fixed ? form.lines : [],
    },
    setting,
    null,
  );
  if (!row.ok) {
    const wrong = row.error.payment ?? row.error.deposit;
    if (wrong) errors.amount = amount.trim() === "" ? "Type the amount, or choose another kind of amount." : wrong;
    const other = row.error.category ?? row.error.lines ?? Object.entries(row.error).find(([field]) => /^(side|amount)\d/.test(field))?.[1];
    if (other) errors.category = other;
  }
  const days = form.mode === "enter" ? whole(form.days, "Type how many days before, 0 for the day itself.") : ok(null);
  if (!days.ok) errors.days = days.error;
  if (!row.ok || !days.ok || Object.keys(errors).length > 0) return err(errors);
  const [own, ...others] = row.value.splits;
  const deposit = form.direction === "deposit";
  return ok({
    account: setting.account.id,
    payee: row.value.payee ?? null,
    memo: row.value.memo ?? "",
    splits: others.map((side) => ({ ...side, amount: fixed ? side.amount : 0, state: null })),
    tags: form.tags.split(",").map((tag) => tag.trim()).filter(Boolean),
    amount: form.kind === "fixed" ? { kind: "fixed", amount: own?.amount ?? 0 } : { kind: form.kind, deposit },
    rule,
    enter_days_before: days.value,
    by_cheque: form.byCheque && !deposit,
  });
}

/** Beside which field a fault of the wire is shown; null where there is none for it. */
export function fieldOfWire(wire: string, form: ScheduleForm): keyof ScheduleForm | null {
  const others: Record<string, keyof ScheduleForm> = {
    splits: "category", enter_days_before: "days", date: "first", also_on: "also",
    end: form.end === "count" ? "count" : form.end === "until" ? "until" : "end",
  };
  return others[wire] ?? (wire in form ? (wire as keyof ScheduleForm) : null);
}
