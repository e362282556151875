/**
 * Interleaving: A B C, A B C, …, so that all see the same weather on a machine that is not quiet.
 */

/**
 * Runs all runners in turn, round by round, after rounds to warm up, which do not count.
 *
 * @returns for each runner its result of every round, in the order of the rounds
 */
export async function interleave<R, T>(
  runners: readonly R[],
  rounds: number,
  run: (runner: R) => Promise<T>,
  warmUps = 1,
): Promise<T[][]> {
  const results = runners.map((): T[] => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [i, runner] of runners.entries()) {
      const result = await run(runner);
      if (round >= 0) results[i].push(result);
    }
  }
  return results;
}
