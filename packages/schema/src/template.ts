/**
 * Templates: text with names in double braces.
 */

/** The names in the double braces of a template, each behind its literal part; the last part has none. */
export function templateParts(template: string): { literal: string; name?: string }[] {
  const parts: { literal: string; name?: string }[] = [];
  let end = 0;
  // Of three braces, the inner two are the double ones.
  for (const match of template.matchAll(/\{\{([^{}]*)\}\}/g)) {
    parts.push({ literal: template.slice(end, match.index), name: match[1] });
    end = match.index + match[0].length;
  }
  parts.push({ literal: template.slice(end) });
  return parts;
}
