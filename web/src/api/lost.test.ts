// What becomes of an order whose answer was lost.
import { expect, test } from "vitest";
import { err, ok, type Result } from "../lib/result";
import { becameOf, PAUSES } from "./lost";
import type { Problem } from "./types";

const problem = (status: number): Problem => ({ type: "", title: "", status, detail: "", advice: "" });

function asked(answers: readonly Result<string, Problem>[], isThere = (): boolean => true) {
  let at = 0;
  const ask = (): Promise<Result<string, Problem>> => Promise.resolve(answers[at++] ?? err(problem(0)));
  return becameOf({ isThere, ask, pause: () => Promise.resolve() });
}

test("an order that was carried out is told as done, also when the program had to start again", async () => {
  expect(await asked([err(problem(0)), ok("done")])).toEqual({ done: "done" });
});

test("only the program says that nothing was changed", async () => {
  expect(await asked([err(problem(404))])).toBe("none");
  expect(await asked([err(problem(500)), err(problem(0))])).toBe("unknown");
});

test("nobody is asked while the program is away", async () => {
  let questions = 0;
  const ask = (): Promise<Result<string, Problem>> => {
    questions += 1;
    return Promise.resolve(ok("a stranger"));
  };
  expect(await becameOf({ isThere: () => false, ask, pause: () => Promise.resolve() })).toBe("unknown");
  expect(questions).toBe(0);
  expect(PAUSES.length).toBeGreaterThan(2);
});
