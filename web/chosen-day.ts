/**
 * Unit tests at a chosen day: that of COUNTERFOIL_CLOCK, in the zone of the
 * process. Only the date is set; timers run as ever.
 */
import { vi } from "vitest";

vi.setSystemTime(new Date(process.env.COUNTERFOIL_CLOCK ?? Date.now()));
