/** What the program says of itself; read only where it is looked at. */
import { type Answer, send } from "./client";
import type { About } from "./types";

export const getAbout = (): Answer<About> => send("/app/about");
