// Marks the place in a query that the site says does not parse, until the text there changes.
import { StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const MARK = Decoration.mark({ class: "cm-mistake" });
const LOOK = EditorView.theme({
  ".cm-mistake": { backgroundColor: "#f6e1e1", textDecoration: "underline wavy #ca3535", textDecorationSkipInk: "none" },
});

/** From where to where *doc* is marked for a mistake at *line* and *column*, counted from 1 in characters; null where neither is. */
export function extent(doc, line, column) {
  if (!(line >= 1 && line <= doc.lines)) return null;
  const { from, to, text } = doc.line(line);
  const place = from + [...text].slice(0, column - 1).join("").length;
  const length = /^[\p{L}\p{N}_:?$-]+|^./u.exec(doc.sliceString(place, to))?.[0].length ?? 0;
  return { place, from: length ? place : Math.max(from, place - 1), to: place + length };
}

/** The extension that marks what :func:`extent` gave. */
export const marking = ({ from, to }) => [
  LOOK,
  StateField.define({
    create: () => (from < to ? Decoration.set(MARK.range(from, to)) : Decoration.none),
    update: (marks, { docChanged, changes }) => (docChanged ? kept(marks, changes) : marks),
    provide: (field) => EditorView.decorations.from(field),
  }),
];

/** *marks* where *changes* have put them; none once they touch one. */
function kept(marks, changes) {
  const at = marks.iter();
  return at.value && changes.touchesRange(at.from, at.to) ? Decoration.none : marks.map(changes);
}
