/**
 * What can become of the next occurrence of a schedule, wherever it is shown.
 *
 * Only calls the server; what changes on the page comes back by the stream.
 */
import { deleteSchedule, enterOccurrence, skipOccurrence } from "../api/client";
import { change } from "./actions";

/** The next occurrence of a schedule, as a page shows it. */
export interface Shown {
  readonly schedule: number;
  readonly occurrence: number;
  readonly title: string;
  readonly date: string;
  /** Minor units into the register; null where it must be asked for. */
  readonly amount: number | null;
  readonly decimals: number;
}

/** What is asked about an occurrence before something becomes of it. */
export interface Asking {
  readonly what: "enter" | "move";
  readonly shown: Shown;
}

/** Enters it as it stands; where its amount is not known, that has to be asked first. */
export function enter(shown: Shown): Asking | null {
  if (shown.amount === null) return { what: "enter", shown };
  void change(enterOccurrence(shown.schedule, { occurrence: shown.occurrence }));
  return null;
}

export const skip = (shown: Shown): Promise<boolean> => change(skipOccurrence(shown.schedule, shown.occurrence));
export const remove = (schedule: number): Promise<boolean> => change(deleteSchedule(schedule));
