// The prefixes of a query: which it declares, and which it uses and has still to declare.

const PREFIX = /\bPREFIX\s+([\w-]*):\s*(?:<([^<>\s]*)>)?/gi;

/** *text* without what may hold a colon and no prefixed name: comments, IRIs and strings. */
export const bare = (text) => text.replace(/<[^<>\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|#[^\n]*/g, " ");

/** The namespaces that *text* declares, by prefix. */
export const declared = (text) => new Map([...text.matchAll(PREFIX)].map(([, name, namespace]) => [name, namespace]));

/** The declarations of those *known* prefixes that *text* uses and does not declare. */
export function missing(text, known) {
  const words = bare(text);
  const has = declared(words);
  const used = new Set([...words.matchAll(/(?<![\w:?$-])([A-Za-z][\w-]*):/g)].map((found) => found[1]));
  return [...used].filter((name) => name in known && !has.has(name)).map((name) => `PREFIX ${name}: <${known[name]}>\n`).join("");
}
