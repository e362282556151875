/**
 * What those methods of faker return that return no text: numbers, booleans, dates, lists, objects.
 *
 * Records are JSON, so a date is RFC 3339 text, and a bigint a number.
 */

import * as z from "zod";

type Text = z.ZodString;
type Named<Keys extends string> = z.ZodObject<{ [K in Keys]: z.ZodString }>;
type Components = z.ZodArray<z.ZodNumber>;

/** The zod types of values that are no text, by faker method, as they are without options. */
export interface FakerValues {
  readonly "airline.airline": Named<"name" | "iataCode">;
  readonly "airline.airplane": Named<"name" | "iataTypeCode">;
  readonly "airline.airport": Named<"name" | "iataCode">;
  readonly "color.cmyk": Components;
  readonly "color.colorByCSSColorSpace": Components;
  readonly "color.hsl": Components;
  readonly "color.hwb": Components;
  readonly "color.lab": Components;
  readonly "color.lch": Components;
  readonly "datatype.boolean": z.ZodBoolean;
  readonly "date.anytime": z.ZodISODateTime;
  readonly "date.between": z.ZodISODateTime;
  readonly "date.betweens": z.ZodArray<z.ZodISODateTime>;
  readonly "date.birthdate": z.ZodISODateTime;
  readonly "date.future": z.ZodISODateTime;
  readonly "date.past": z.ZodISODateTime;
  readonly "date.recent": z.ZodISODateTime;
  readonly "date.soon": z.ZodISODateTime;
  readonly "finance.currency": Named<"name" | "code" | "symbol" | "numericCode">;
  readonly "internet.httpStatusCode": z.ZodInt;
  readonly "internet.port": z.ZodInt;
  readonly "location.language": Named<"name" | "alpha2" | "alpha3">;
  readonly "location.latitude": z.ZodNumber;
  readonly "location.longitude": z.ZodNumber;
  readonly "location.nearbyGPSCoordinate": z.ZodTuple<[z.ZodNumber, z.ZodNumber], null>;
  readonly "number.bigInt": z.ZodNumber;
  readonly "number.float": z.ZodNumber;
  readonly "number.int": z.ZodInt;
  readonly "science.chemicalElement": z.ZodObject<{ symbol: Text; name: Text; atomicNumber: z.ZodInt }>;
  readonly "science.unit": Named<"name" | "symbol">;
}

const components = (): Components => z.array(z.number());
const instant = (): z.ZodISODateTime => z.iso.datetime();

function named<const Key extends string>(...keys: readonly Key[]): Named<Key> {
  return z.object(Object.fromEntries(keys.map((key) => [key, z.string()]))) as Named<Key>;
}

/** A new type for each of them. */
const fakerValues: { readonly [Method in keyof FakerValues]: () => FakerValues[Method] } = {
  "airline.airline": () => named("name", "iataCode"),
  "airline.airplane": () => named("name", "iataTypeCode"),
  "airline.airport": () => named("name", "iataCode"),
  "color.cmyk": components,
  "color.colorByCSSColorSpace": components,
  "color.hsl": components,
  "color.hwb": components,
  "color.lab": components,
  "color.lch": components,
  "datatype.boolean": () => z.boolean(),
  "date.anytime": instant,
  "date.between": instant,
  "date.betweens": () => z.array(instant()),
  "date.birthdate": instant,
  "date.future": instant,
  "date.past": instant,
  "date.recent": instant,
  "date.soon": instant,
  "finance.currency": () => named("name", "code", "symbol", "numericCode"),
  "internet.httpStatusCode": () => z.int(),
  "internet.port": () => z.int(),
  "location.language": () => named("name", "alpha2", "alpha3"),
  "location.latitude": () => z.number(),
  "location.longitude": () => z.number(),
  "location.nearbyGPSCoordinate": () => z.tuple([z.number(), z.number()]),
  "number.bigInt": () => z.number(),
  "number.float": () => z.number(),
  "number.int": () => z.int(),
  "science.chemicalElement": () => z.object({ symbol: z.string(), name: z.string(), atomicNumber: z.int() }),
  "science.unit": () => named("name", "symbol"),
};

/** Colours are text or numbers, as their options say. */
const colours = [
  "color.cmyk",
  "color.colorByCSSColorSpace",
  "color.hsl",
  "color.hwb",
  "color.lab",
  "color.lch",
  "color.rgb",
] as const;
type Colour = (typeof colours)[number];
type ColourType = z.ZodUnion<[z.ZodString, z.ZodArray<z.ZodNumber>]>;

/** The zod type of a method's values, as it is without options. */
export type FakerType<Method> = Method extends keyof FakerValues ? FakerValues[Method] : z.ZodString;

/** The zod type of a method's values, as it is with options of any kind. */
export type FakerTypeWith<Method> = Method extends Colour ? ColourType : FakerType<Method>;

/** A new type for the values of a method. */
export function fakerType<Method extends string>(method: Method, options: unknown): FakerTypeWith<Method> {
  const type = (): z.ZodType => {
    if (options !== undefined && (colours as readonly string[]).includes(method))
      return z.union([z.string(), components()]);
    return Object.hasOwn(fakerValues, method) ? fakerValues[method as keyof FakerValues]() : z.string();
  };
  return type() as FakerTypeWith<Method>;
}
