/**
 * One run at a time, and one more if somebody asked meanwhile.
 *
 * So a burst of changes costs two requests and the last answer is never old.
 * It starts no timer and swallows no error.
 */
export function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;

  async function loop(): Promise<void> {
    do {
      again = false;
      await run();
    } while (again);
  }

  return () => {
    again = true;
    running ??= loop().finally(() => (running = null));
    return running;
  };
}
