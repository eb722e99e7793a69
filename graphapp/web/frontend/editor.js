// Makes `textarea[data-editor="sparql"]` an editor with colours, brackets that match, and prefixes that write themselves. What it
// completes is loaded when it is first used; the place that does not parse is marked; queries that were asked can be put back.
//
// It stands in a shadow root: there style-mod adopts its style sheets, which a strict Content-Security-Policy allows. No id reaches
// across that border, so name and description are told as words. Tab leaves the editor; Ctrl or Cmd with Enter sends the form.
import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { Compartment, Text } from "@codemirror/state";
import { EditorView, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { list, remember } from "./asked.js";
import { extent, marking } from "./mistake.js";
import { missing } from "./prefixes.js";

const OFFERED = "Names are offered while you write: arrows and Enter choose one, Escape closes the list.";

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.definitionKeyword, tags.modifier], color: "#54319f", fontWeight: "bold" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "#0f385c" },
  { tag: [tags.string, tags.literal], color: "#0f612f" },
  { tag: [tags.number, tags.bool], color: "#942727" },
  { tag: [tags.url, tags.namespace, tags.propertyName, tags.typeName], color: "#1a65a6" },
  { tag: tags.comment, color: "#484949", fontStyle: "italic" },
]);

const LOOK = EditorView.theme({
  "&": { border: "2px solid #0b0c0c", backgroundColor: "#fff", color: "#0b0c0c", fontSize: "1rem" },
  "&.cm-focused": { outline: "3px solid #fd0", outlineOffset: "0", boxShadow: "inset 0 0 0 2px #0b0c0c" },
  ".cm-scroller": { minHeight: "16rem", fontFamily: "monospace", lineHeight: "1.4" },
  ".cm-gutters": { backgroundColor: "#f4f8fb", color: "#484949", borderRight: "1px solid #cecece" },
});

/**
 * Types over what is selected without the browser's own editing, which would write the colours of what was there as a style
 * attribute, which the policy refuses.
 */
const TYPE_OVER = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.data || empty) return false;
    event.preventDefault();
    const insert = () => view.state.update(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, event.data, insert))) view.dispatch(insert());
    return true;
  },
});

function upgrade(textarea) {
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const described = (textarea.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent.trim());
  const known = JSON.parse(textarea.dataset.prefixes ?? "{}");
  const place = document.createElement("div");
  place.className = "app-editor";
  textarea.after(place);
  textarea.classList.add("govuk-!-display-none");
  const root = place.attachShadow({ mode: "open" });
  const send = () => {
    textarea.form.requestSubmit();
    return true;
  };
  const doc = Text.of(textarea.value.split("\n"));
  const mistake = extent(doc, Number(textarea.dataset.line), Number(textarea.dataset.column));
  const more = new Compartment();
  const view = new EditorView({
    parent: root,
    root,
    doc,
    selection: { anchor: mistake?.place ?? 0 },
    extensions: [
      lineNumbers(),
      history(),
      bracketMatching(),
      sparql(),
      syntaxHighlighting(COLOURS),
      LOOK,
      TYPE_OVER,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": label?.textContent.trim() ?? "Query",
        "aria-description": [...described.filter(Boolean), OFFERED].join(" "),
      }),
      keymap.of([{ key: "Mod-Enter", run: send }, ...standardKeymap, ...historyKeymap]),
      more.of([]),
      mistake ? marking(mistake) : [],
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        textarea.value = update.state.doc.toString();
        if (update.transactions.some((it) => it.isUserEvent("input"))) {
          const insert = missing(textarea.value, known);
          if (insert) queueMicrotask(() => view.dispatch({ changes: { from: 0, insert } }));
        }
      }),
    ],
  });
  const complete = async () => {
    const { completion } = await import("./completion.js");
    view.dispatch({ effects: more.reconfigure(completion(textarea.dataset.complete, known)) });
  };
  view.contentDOM.addEventListener("focus", () => complete().catch(() => {}), { once: true }); // out of reach: it edits without
  for (const it of [label, ...document.querySelectorAll(`a[href="#${textarea.id}"]`)].filter(Boolean)) {
    it.addEventListener("click", (event) => {
      event.preventDefault();
      view.focus();
    });
  }
  textarea.form.addEventListener("submit", () => remember(textarea.value));
  const put = (query) => {
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: query }, selection: { anchor: 0 } });
    view.focus();
  };
  document.querySelectorAll("[data-asked]").forEach((place) => list(place, put));
}

document.querySelectorAll('textarea[data-editor="sparql"]').forEach(upgrade);
