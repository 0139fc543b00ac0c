/** What is sealed is read by its key alone, and whatever else is there is nothing. */
import { expect, it } from "vitest";
import { sealBy } from "./seal";

const KEY = "11".repeat(32);
const TEXT = "Secret payee, 12.00 €";

it("is read by who has the key, and by nobody else", async () => {
  const shut = await (await sealBy(KEY)).shut(TEXT);
  expect(shut).toMatch(/^[0-9a-f]+$/);
  expect(Buffer.from(shut, "hex").toString("latin1")).not.toContain("Secret");
  expect(await (await sealBy(KEY)).open(shut)).toBe(TEXT);
  expect(await (await sealBy("22".repeat(32))).open(shut)).toBeNull();
});

it("looks otherwise each time", async () => {
  const seal = await sealBy(KEY);
  expect(await seal.shut(TEXT)).not.toBe(await seal.shut(TEXT));
});

it("is nothing when somebody else wrote it", async () => {
  const seal = await sealBy(KEY);
  const shut = await seal.shut(TEXT);
  for (const bad of ["", "00", "{\"rows\":[]}", shut.slice(2), `${shut}00`, shut.replace(/..$/, (end) => (end === "00" ? "01" : "00"))]) {
    expect(await seal.open(bad), bad).toBeNull();
  }
});
