/** `backlot project`: the wanted keys or columns of files. */
import { formatNames, type FormatName } from "@backlot/formats";
import type { Warning } from "@backlot/projector";
import { InvalidArgumentError, Option, type Command } from "commander";
import { addDialect, type DialectOptions, inputDialect, outputDialect } from "../dialect.ts";
import { act, addDigest, collect, isDigested, newCommand, type Context } from "../command.ts";
import { UsageError } from "../report.ts";
import { parseBytes, parseCount, parsePositiveCount } from "../size.ts";
import { runVerb } from "../verb.ts";

type OnError = "fail" | "skip" | { readonly quarantine: string };

interface Options extends DialectOptions {
  readonly pick?: readonly string[];
  readonly drop?: readonly string[];
  readonly inputFormat?: FormatName;
  readonly records?: string;
  readonly out: string;
  readonly format?: FormatName;
  readonly onError: OnError;
  readonly limit?: number;
  readonly workers?: number;
  readonly maxRecord?: number;
  readonly maxDepth?: number;
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly kernel?: "wasm" | "twin";
}

export function project(context: Context): Command {
  const command = newCommand("project", "Keep the wanted keys or columns of files, byte for byte.", [
    ["backlot project movies.ndjson --pick title,startYear,actors --out list.csv", "some keys, as CSV"],
    ["backlot project logs/ 'old/*.csv.gz' --drop notes --out all.csv", "of many files, all columns but one"],
    ["curl -s $URL | backlot project --pick 'id, name.first AS name'", "from standard input to standard output"],
    ["backlot project latest-all.json.gz --pick id,labels.en.value --out items.csv", "of Wikidata's dump"],
    ["backlot project log.ndjson --pick id --on-error quarantine=bad.ndjson", "set bad records aside"],
  ])
    .argument("[files...]", "files, folders and patterns, read one after the other; - or nothing is standard input")
    .option("--pick <paths>", "keep these, in this order: title, name.first, cast[*].id AS ids (repeatable)", collect)
    .option("--drop <paths>", "leave these out (repeatable)", collect)
    .addOption(new Option("--input-format <name>", "default: by the ending of the file's name").choices(formatNames))
    .option("--records <path>", "where in a JSON file the array of records is, as data.items")
    .option("--out <file>", "a file, or - for standard output", "-")
    .addOption(
      new Option("--format <name>", "of the output; default: by the ending of --out, or the input's").choices(
        formatNames,
      ),
    )
    .addOption(
      new Option("--on-error <what>", "what to do about bad records: fail, skip or quarantine=FILE")
        .argParser(parseOnError)
        .default("fail" satisfies OnError),
    )
    .option("--limit <n>", "write so many records at most", parseCount)
    .option("--workers <n>", "default: one for each processor", parsePositiveCount)
    .option("--max-record <size>", "the longest record that is read (default: 64MiB)", parseBytes)
    .option("--max-depth <n>", "how deep objects and arrays may be nested (default: 1024)", parsePositiveCount)
    .option("--strict", "check the whole grammar and the UTF-8 of every byte, and tell of all keys that come twice")
    .addOption(new Option("--kernel <name>", "which one works (default: wasm)").choices(["wasm", "twin"]))
    .option("--force", "replace a file that exists");
  addDialect(command);
  addDigest(command);
  return act<Options>(context, command, async (files, options) => {
    const { host } = context;
    if (files.length === 0 && host.readsTerminal) {
      throw new UsageError(
        "There is nothing to read",
        "Name a file, pipe one in, or type the records after: backlot project -",
      );
    }
    const { project: run } = await import("@backlot/projector");
    const { out, format, onError } = options;
    const from = files.length === 0 ? ["-"] : files;
    const seeRejected =
      typeof onError === "object" ? `they are in ${onError.quarantine}` : "--on-error quarantine=FILE sets them aside";
    const label = out === "-" ? from.join(" ") : out;
    return await runVerb(
      host,
      { ...options, label, toStdout: out === "-", seeRejected },
      ({ onWarning, onNotice, ...watch }) =>
        run({
          from,
          inputFormat: options.inputFormat,
          inputDialect: inputDialect(options),
          records: options.records,
          pick: options.pick,
          drop: options.drop,
          to: out,
          outputFormat: format,
          outputDialect: outputDialect(options),
          onError,
          limit: options.limit,
          workers: options.workers,
          maxRecordBytes: options.maxRecord,
          maxDepth: options.maxDepth,
          strict: options.strict,
          kernel: options.kernel,
          force: options.force,
          digest: isDigested(options),
          ...watch,
          onWarning: onWarning && ((warning) => onWarning(withHint(warning))),
          onNotice: onNotice && ((notice) => onNotice(withHint(notice))),
        }),
    );
  });
}

function withHint({ message, hint }: Warning): string {
  return hint === undefined ? message : `${message}\n  hint: ${hint}`;
}

function parseOnError(text: string): OnError {
  if (text === "fail" || text === "skip") return text;
  const file = /^quarantine=(.+)$/s.exec(text)?.[1];
  if (file === undefined) throw new InvalidArgumentError("Write fail, skip or quarantine=FILE.");
  return { quarantine: file };
}
