// Offers what a query can go on with while one types: keywords and variables, and what the site knows: prefixes, terms, things.
//
// It is loaded when the editor is first used, as a page has to be light. The site answers `?q=` with an array of {write, label, kind,
// about}. Nothing is chosen until somebody goes to it with an arrow, so that Enter still begins a line.
import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { EditorView, keymap } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { bare, declared } from "./prefixes.js";

const WORD = /<?[\p{L}][\p{L}\p{N}_-]*(:[\p{L}\p{N}_.-]*)?/u;
const PATIENCE = 150; // milliseconds between two keys of somebody who types
const SHORTEST = 2; // letters that the site looks for
const UPDATES = new Set("LOAD INTO TO CLEAR DROP CREATE ADD MOVE COPY INSERT DATA DELETE WITH DEFAULT ALL USING".split(" "));

const LOOK = EditorView.theme({
  ".cm-tooltip": { border: "1px solid #0b0c0c", backgroundColor: "#fff", color: "#0b0c0c" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { minWidth: "0", maxWidth: "min(40rem, 90vw)", fontFamily: "monospace" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", whiteSpace: "normal", overflowWrap: "anywhere" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "#1a65a6", color: "#fff" },
  ".cm-completionDetail": { fontFamily: "arial, sans-serif", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionInfo": { padding: "8px", fontFamily: "arial, sans-serif", overflowWrap: "anywhere" },
});

/** The words of SPARQL that ask: the grammar names its keywords in capitals. */
const KEYWORDS = sparql()
  .language.parser.nodeSet.types.map((it) => it.name)
  .filter((name) => /^[A-Z][A-Z0-9_]+$/.test(name) && !UPDATES.has(name));

/** Whether *state* has words, or an IRI, at *place*, in which there is nothing to complete. */
const isQuoted = (state, place) => ["Comment", "String", "IriRef"].includes(syntaxTree(state).resolveInner(place, -1).name);

/** The variables of the query, but for the one that is being written at *from*. */
function variables(state, { from, to }) {
  const others = bare(`${state.sliceDoc(0, from)} ${state.sliceDoc(to)}`);
  const names = new Set([...others.matchAll(/[?$]([\p{L}\p{N}_]+)/gu)].map((found) => found[1]));
  const sign = state.sliceDoc(from, from + 1);
  return { from, options: [...names].map((name) => ({ label: sign + name, detail: "variable" })), validFor: /^[?$][\p{L}\p{N}_]*$/u };
}

/** What the site at *address* knows of *typed*; nothing, where it is out of reach or no longer asked. */
async function known(address, typed, context) {
  const asked = new AbortController();
  context.addEventListener("abort", () => asked.abort(), { onDocChange: true });
  const target = new URL(address, location.href);
  target.searchParams.set("q", typed);
  try {
    const answer = await fetch(target, { signal: asked.signal, headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : [];
  } catch {
    return []; // the editor works without it
  }
}

/** Looks for what can stand at a place of the text. */
const source = (address, prefixes) => async (context) => {
  const { state, pos } = context;
  const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
  if (variable) return isQuoted(state, variable.from) ? null : variables(state, variable);
  const word = context.matchBefore(WORD);
  if (!word || isQuoted(state, pos) || /[@:^\p{N}_]/u.test(state.sliceDoc(Math.max(0, word.from - 1), word.from))) return null;

  const { from, text } = word;
  if (/\bPREFIX\s+$/i.test(state.sliceDoc(Math.max(0, from - 20), from))) {
    const begun = Object.keys(prefixes).filter((name) => name.startsWith(text));
    return { from, options: begun.map((name) => ({ label: `${name}:`, detail: prefixes[name], apply: `${name}: <${prefixes[name]}>` })) };
  }
  const [prefix, local] = text.split(":");
  if (local !== undefined) return { from, filter: false, options: await terms(address, prefixes, prefix, local, context) };
  const isIri = text.startsWith("<");
  const begun = isIri ? [] : KEYWORDS.filter((it) => it.startsWith(text.toUpperCase()));
  const offered = prefix.length < SHORTEST ? [] : await known(address, text.replace("<", ""), context);
  return {
    from,
    filter: false,
    options: [
      ...begun.map((label) => ({ label, detail: "keyword" })),
      ...offered.map(option).filter((it) => !isIri || it.apply.startsWith("<")),
    ],
  };
};

/** The terms that are written with *prefix*, which the query may have declared as it likes. */
async function terms(address, prefixes, prefix, local, context) {
  const namespace = declared(context.state.doc.toString()).get(prefix) ?? prefixes[prefix];
  const name = Object.keys(prefixes).find((it) => prefixes[it] === namespace);
  const offered = name ? await known(address, `${name}:${local}`, context) : [];
  return offered.map((it) => option({ ...it, write: it.write.replace(/^[^:]*/, prefix) }));
}

/** What is offered, as the editor shows it: a term by what is written, a thing by what it is called. */
function option({ write, label, kind, about }) {
  const isThing = write.startsWith("<");
  const detail = isThing || !label ? kind : `${label} (${kind})`;
  return { label: isThing ? label : write, detail, apply: write, info: about || undefined };
}

/** The extensions of an editor that completes, from the site at *address* and the *prefixes* that it knows. */
export const completion = (address, prefixes) => [
  autocompletion({
    override: [source(address, prefixes)],
    activateOnTypingDelay: PATIENCE,
    selectOnOpen: false,
    icons: false,
    closeOnBlur: true,
  }),
  closeBrackets(),
  keymap.of(closeBracketsKeymap),
  LOOK,
];
