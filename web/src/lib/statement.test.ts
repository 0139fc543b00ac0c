/** Which statement comes next. */
import { expect, it } from "vitest";
import { nextStatement } from "./statement";

it("proposes the end of last month, or a month after the last statement", () => {
  expect(nextStatement(undefined, "2026-03-15")).toBe("2026-02-28");
  expect(nextStatement("2026-01-31", "2026-03-15")).toBe("2026-02-28");
  expect(nextStatement("2026-02-28", "2026-03-15")).toBe("2026-03-31");
  expect(nextStatement("2026-01-30", "2026-03-15")).toBe("2026-02-28");
  expect(nextStatement("2026-12-14", "2026-03-15")).toBe("2027-01-14");
});
