/**
 * Why a record is rejected: the kernel returns a code and a position, the host says it in words.
 */

/** The codes; 0 is no defect. */
export const reason = {
  none: 0,
  // JSON (RFC 8259)
  noValue: 1,
  badLiteral: 2,
  badNumber: 3,
  badEscape: 4,
  controlCharacter: 5,
  unclosedString: 6,
  noKey: 7,
  noColon: 8,
  noComma: 9,
  trailingComma: 10,
  wrongBracket: 11,
  unclosedContainer: 12,
  textAfter: 13,
  tooDeep: 14,
  isArray: 15,
  isString: 16,
  isNumber: 17,
  isLiteral: 18,
  // text
  badUtf8: 19,
  // CSV and TSV (RFC 4180)
  bareQuote: 20,
  textAfterQuote: 21,
  unclosedQuote: 22,
  tooFewCells: 23,
  tooManyCells: 24,
  // writing
  unpairedSurrogate: 25,
  unwritableCell: 26,
  // the chunker
  tooLong: 27,
  // the header
  loneReturn: 28,
  // where quotes were seen to be data
  unexpectedQuote: 29,
} as const;

/** One of the codes of {@link reason}. */
export type Reason = (typeof reason)[keyof typeof reason];

/** Each reason as the end of the sentence "Cannot read record 41: …". */
export const reasonText: Readonly<Record<Reason, string>> = {
  [reason.none]: "no defect",
  [reason.noValue]: "a value is missing",
  [reason.badLiteral]: "neither a value nor true, false or null",
  [reason.badNumber]: "a number is malformed",
  [reason.badEscape]: "an escape in a string is malformed",
  [reason.controlCharacter]: "a control character in a string is not escaped",
  [reason.unclosedString]: "a string is not closed",
  [reason.noKey]: "a key in double quotes is missing",
  [reason.noColon]: "a colon is missing after a key",
  [reason.noComma]: "a comma or closing bracket is missing after a value",
  [reason.trailingComma]: "a comma is followed by nothing",
  [reason.wrongBracket]: "a closing bracket does not match its opening one",
  [reason.unclosedContainer]: "the record ends inside an object or array",
  [reason.textAfter]: "there is text after the record",
  [reason.tooDeep]: "objects and arrays are nested too deeply",
  [reason.isArray]: "record is an array, not an object",
  [reason.isString]: "record is a string, not an object",
  [reason.isNumber]: "record is a number, not an object",
  [reason.isLiteral]: "record is true, false or null, not an object",
  [reason.badUtf8]: "the text is not valid UTF-8",
  [reason.bareQuote]: "a quote stands inside a cell that is not quoted",
  [reason.textAfterQuote]: "there is text after a closing quote",
  [reason.unclosedQuote]: "a quote is not closed",
  [reason.tooFewCells]: "the row has fewer cells than there are columns",
  [reason.tooManyCells]: "the row has more cells than there are columns",
  [reason.unpairedSurrogate]: "a string holds an unpaired surrogate, which a cell cannot carry",
  [reason.unwritableCell]:
    "a text holds a delimiter or line end, for which the output's dialect has neither quotes nor escapes",
  [reason.tooLong]: "the record is longer than the limit",
  [reason.loneReturn]: "a line ends with a carriage return alone",
  [reason.unexpectedQuote]: "a quote begins a cell, though no cell began with one in the part that was looked at",
};

/** What the user can do, where there is something to say beyond the reason. */
export const reasonHint: Readonly<Partial<Record<Reason, string>>> = {
  [reason.unclosedContainer]: "Is it pretty-printed? Then read it as JSON: --input-format json (inputFormat)",
  [reason.isArray]: "Is it a JSON array of records? Then read it as JSON: --input-format json (inputFormat)",
  [reason.tooDeep]: "Raise --max-depth (maxDepth) if it is meant to be so",
  [reason.badUtf8]: "Convert the file to UTF-8 first",
  [reason.bareQuote]: "If quotes are ordinary data in this file, say --quote none (inputDialect)",
  [reason.textAfterQuote]: "If backslashes escape quotes in this file, say --escape backslash (inputDialect)",
  [reason.unexpectedQuote]:
    "If quotes are data in all of the file, say --quote none; if they enclose cells, say --quote '\"' (inputDialect)",
  [reason.tooLong]: "Raise --max-record (maxRecordBytes), or look for a missing quote or line end",
  [reason.loneReturn]: "Make line feeds of them first, for instance with tr '\\r' '\\n'",
};
