/** A scroll bar over more rows than a browser has pixels for. */
import { describe, expect, it } from "vitest";
import { keyBase, placed, rangeOf, scrolledTo, TALLEST, type Place } from "./window";

const ROW = 28;
const million = rangeOf({ height: 700, rowHeight: ROW, total: 1_000_000 }, 30);
const short = rangeOf({ height: 700, rowHeight: ROW, total: 1000 }, 30);

describe("a short list", () => {
  it("is scrolled by the browser alone", () => {
    expect(short).toEqual({ rows: 28_000 - 670, bar: 28_000 - 670 });
    expect(scrolledTo(123.5, { at: 0, bar: 0 }, short)).toEqual({ at: 123.5, bar: 123.5 });
    expect(placed(9999.5, short)).toEqual({ at: 9999.5, bar: 9999.5 });
  });

  it("shorter than the screen does not scroll", () => {
    expect(rangeOf({ height: 700, rowHeight: ROW, total: 3 }, 30)).toEqual({ rows: 0, bar: 0 });
  });
});

describe("a million rows", () => {
  it("fit below the tallest element of every browser, and both ends are exact", () => {
    expect(million.bar).toBeLessThan(TALLEST);
    expect(placed(0, million)).toEqual({ at: 0, bar: 0 });
    expect(placed(million.rows, million)).toEqual({ at: million.rows, bar: million.bar });
    expect(scrolledTo(million.bar, placed(5_000_000, million), million).at).toBe(million.rows);
    expect(scrolledTo(0, placed(5_000_000, million), million).at).toBe(0);
  });

  it("the middle of the bar is the middle of the rows", () => {
    expect(scrolledTo(million.bar / 2, placed(0, million), million).at).toBeCloseTo(million.rows / 2, 3);
  });

  it("a jump goes where the bar says, and the bar stays where it was put", () => {
    for (let bar = 10_000; bar < million.bar; bar += 333_333) {
      const place = scrolledTo(bar, { at: 14_000_000, bar: 100 }, million);
      expect(place.bar).toBe(bar);
      expect(Math.abs(placed(place.at, million).bar - bar)).toBeLessThanOrEqual(1);
    }
  });

  it("small scrolls move the rows by their own pixels from one end to the other", () => {
    let place: Place = placed(0, million);
    let steps = 0;
    for (const step of [997, -997]) {
      for (let turn = 0; turn < 40_000; turn++) {
        const bar = Math.max(0, Math.min(place.bar + step, million.bar));
        const next = scrolledTo(bar, place, million);
        const wanted = Math.max(0, Math.min(place.at + step, million.rows));
        if (Math.abs(next.at - wanted) > 1) throw new Error(`${place.at} went to ${next.at} and not to ${wanted}`);
        if (Math.abs(placed(next.at, million).bar - next.bar) > 20_000) throw new Error(`the bar strayed at ${next.at}`);
        place = next;
        steps++;
      }
      expect(place.at).toBe(step > 0 ? million.rows : 0);
    }
    expect(steps).toBe(80_000);
  });
});

describe("the elements of rows", () => {
  it("stay with rows that stay in view", () => expect(keyBase(7, { first: 100, end: 140 }, { first: 120, end: 160 })).toBe(7));
  it("are all used again after a jump", () => {
    const base = keyBase(7, { first: 100, end: 140 }, { first: 5000, end: 5040 });
    expect(5000 - base).toBe(100 - 7);
  });
});
