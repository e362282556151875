/**
 * Templates: text with names in double braces.
 */

/** What is made of a text. */
export type Transform = "lower" | "upper" | "title" | "slug";

/** A part of a template: text, then what a faker method or a field gives, after transforms. */
export interface TemplatePart {
  readonly literal: string;
  readonly name?: string;
  readonly transforms: readonly Transform[];
}

/** The names in the double braces of a template, each behind its literal part; the last part has none. */
export function templateParts(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  // Of three braces, the inner two are the double ones.
  for (const match of template.matchAll(/\{\{([^{}]*)\}\}/g)) {
    parts.push({ literal: template.slice(end, match.index), ...piped(match[1]) });
    end = match.index + match[0].length;
  }
  parts.push({ literal: template.slice(end), transforms: [] });
  return parts;
}

/** `title | slug`: a name, and what is made of it. */
function piped(text: string): { readonly name: string; readonly transforms: readonly Transform[] } {
  const [, before, transform] = /^(.*\S) *\| *(lower|upper|title|slug)$/s.exec(text) ?? [];
  if (before === undefined) return { name: text, transforms: [] };
  const { name, transforms } = piped(before);
  return { name, transforms: [...transforms, transform as Transform] };
}
