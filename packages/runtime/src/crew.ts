/** Those who do the jobs of a run: some workers, or this thread. */
import { unpackError } from "./error-message.ts";
import { MachineError, StrayError } from "./errors.ts";
import type { FromWorker, Job, Setup, ToWorker } from "./job.ts";
import { Late } from "./late.ts";
import { othersTurn } from "./others-turn.ts";
import { listen, type WorkerLike } from "./worker-like.ts";

/** How a job came out. */
export type Outcome<R> = { result: R } | { error: unknown };

/** Takes jobs, and ends with the run. */
export interface Crew<T, R> {
  /** Has a job done; `done` is called once, unless an earlier job of the same worker has failed. */
  give(job: Job<T>, done: (outcome: Outcome<R>) => void): void;
  /** Stops whatever is being done. */
  dismiss(): Promise<void>;
}

/** This thread as a crew. */
export interface InlineCrew<T, R> extends Crew<T, R> {
  /** Whether it does nothing now, and may begin something. */
  readonly isFree: boolean;
  /** Resolves when what was given is done, but for answers that wait. */
  idle(): Promise<void>;
  /** Gives the answers that had to wait, and need not any more. */
  giveReady(): void;
}

/** This thread as a crew. It never waits for its turn: that may come by what this thread has to hear first. */
export function inlineCrew<S, T, R>(inline: Setup<S, T, R>, setup: S): InlineCrew<T, R> {
  const late = new Late<R>();
  let dismissed = false;
  let run: ReturnType<Setup<S, T, R>> | undefined;
  let last = Promise.resolve();
  let given = 0;

  const ends = (done: (outcome: Outcome<R>) => void): Parameters<typeof late.add>[1] => ({
    give: ({ result }) => done({ result }),
    fail(error) {
      dismissed = true;
      done({ error });
    },
  });

  async function perform(task: T, done: (outcome: Outcome<R>) => void): Promise<void> {
    await othersTurn();
    if (dismissed) return;
    try {
      run ??= inline(setup);
      late.add(await (await run)(task), ends(done));
    } catch (error) {
      late.addError(error, ends(done));
    }
    given--;
    giveReady();
  }

  function giveReady(): void {
    if (!dismissed) late.giveReady();
  }

  return {
    get isFree() {
      return given === 0 && !late.isFull;
    },
    give({ task }, done) {
      given++;
      last = last.then(() => perform(task, done));
    },
    idle: () => last,
    giveReady,
    async dismiss() {
      dismissed = true;
    },
  };
}

interface Member<R> {
  worker: WorkerLike;
  /** Whether it is set up. */
  ready: boolean;
  /** Those who wait for its answers, which come in the order of its tasks. */
  waiting: ((outcome: Outcome<R>) => void)[];
  ended: boolean;
}

/** This thread beside the workers. */
export interface Help<T, R> {
  readonly crew: InlineCrew<T, R>;
  /** Whether it goes on when the workers are ready. */
  readonly stays: boolean;
}

/** So many jobs a worker is given ahead, lest it have nothing to do while this thread is busy with one of its own. */
const ahead = 3;

/**
 * Workers as a crew: started as jobs come, when all that are there have something to do.
 *
 * @param died called when a worker ends that has nothing to do
 * @param help this thread, which does jobs until a worker is ready, or beside them; one worker is started for each job
 * from the second one on
 */
export function workerCrew<T, R>(
  workers: number,
  start: () => WorkerLike,
  setup: unknown,
  died: (error: unknown) => void,
  help?: Help<T, R>,
): Crew<T, R> {
  const members: Member<R>[] = [];
  let dismissed = false;
  /** Jobs that nobody has: no worker is ready, or all have enough to do. */
  const backlog: { job: Job<T>; done: (outcome: Outcome<R>) => void }[] = [];
  let hasJobs = false;

  function post(member: Member<R>, message: ToWorker<unknown, T>, transfer: ArrayBuffer[] = []): void {
    member.worker.postMessage(message, transfer);
  }

  /** Any worker that ends before it is dismissed has failed, however quietly it goes. */
  function end(member: Member<R>, error: unknown): void {
    if (member.ended || dismissed) return;
    member.ended = true;
    const first = member.waiting.shift();
    if (first === undefined) died(error);
    else first({ error });
  }

  function hire(): Member<R> {
    const member: Member<R> = { worker: start(), ready: false, waiting: [], ended: false };
    listen<FromWorker<R>>(member.worker, {
      message(message) {
        if (message.kind === "failed") end(member, unpackError(message.error));
        else if (message.kind === "ready") member.ready = true;
        else member.waiting.shift()?.({ result: message.result });
        // It may be this thread's turn now.
        help?.crew.giveReady();
        hasten();
      },
      error: (error) => end(member, uncaught(error)),
      exit: (code) => end(member, silentExit(code)),
    });
    members.push(member);
    post(member, { kind: "setup", setup });
    return member;
  }

  function leastBusyOf(some: readonly Member<R>[]): Member<R> | undefined {
    return some.reduce<Member<R> | undefined>(
      (best, member) => (best !== undefined && best.waiting.length <= member.waiting.length ? best : member),
      undefined,
    );
  }

  function assign(member: Member<R>, job: Job<T>, done: (outcome: Outcome<R>) => void): void {
    post(member, { kind: "task", task: job.task }, job.transfer);
    member.waiting.push(done);
  }

  /** Hands out the backlog: to workers that are ready and not busy enough, else one job at a time to this thread. */
  function hasten(): void {
    while (backlog.length > 0) {
      const ready = members.filter((member) => member.ready);
      const member = leastBusyOf(ready);
      const takesAll = ready.length === workers && !help!.stays;
      const isWorkers = member !== undefined && (takesAll || member.waiting.length < ahead);
      const isMine = (member === undefined || help!.stays) && help!.crew.isFree;
      if (!isWorkers && !isMine) return;
      const { job, done } = backlog.shift()!;
      try {
        if (isWorkers) assign(member, job, done);
        else doHere(job, done);
      } catch (error) {
        done({ error });
      }
    }
  }

  function doHere(job: Job<T>, done: (outcome: Outcome<R>) => void): void {
    help!.crew.give(job, done);
    void help!.crew.idle().then(hasten);
  }

  function leastBusy(): Member<R> {
    const least = leastBusyOf(members);
    const isFree = least !== undefined && (least.waiting.length === 0 || members.length >= workers);
    return isFree ? least : hire();
  }

  return {
    give(job, done) {
      if (help === undefined) {
        assign(leastBusy(), job, done);
        return;
      }
      if (hasJobs && members.length < workers) hire();
      hasJobs = true;
      backlog.push({ job, done });
      hasten();
    },
    async dismiss() {
      dismissed = true;
      await help?.crew.dismiss();
      await Promise.all(members.map((member) => member.worker.terminate()));
    },
  };
}

/** What was thrown outside of any task, or made the system end the worker. */
function uncaught(error: unknown): unknown {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return new MachineError("A worker ran out of memory before it had handed in its results", {
      code: error.code,
      hint: "Use fewer workers, or give Node more memory (NODE_OPTIONS=--max-old-space-size=MEGABYTES)",
      cause: error,
    });
  }
  return new StrayError(error);
}

function silentExit(code: number): MachineError {
  return new MachineError(`A worker ended with exit code ${code} before it had handed in its results`, {
    hint: "Code that runs in a worker, such as a plugin's, must not call process.exit",
  });
}
