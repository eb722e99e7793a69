// Keeps the queries that were asked in this browser, in this browser alone, and lists them to be put back or removed.
//
// The page has the list, empty, with all its words; a browser that keeps nothing for the site is no error.

const KEY = "graphapp-asked";
const MOST = 20;

/** The queries that were asked, newest first; null where the browser keeps nothing. */
function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((it) => typeof it === "string").slice(0, MOST) : [];
  } catch (error) {
    return error instanceof SyntaxError ? [] : null;
  }
}

function write(queries) {
  try {
    if (queries.length) localStorage.setItem(KEY, JSON.stringify(queries));
    else localStorage.removeItem(KEY);
  } catch {
    // full, or blocked: what was kept stays as it is
  }
}

/** Put *query* first. */
export function remember(query) {
  const text = query.replace(/\r\n?/g, "\n").trim();
  const queries = read();
  if (queries && text) write([text, ...queries.filter((it) => it !== text)].slice(0, MOST));
}

/**
 * Fill the list in *place*, a `details` with a list, a template for its items, and words for when there is nothing.
 *
 * *put* is called with the query that somebody wants back.
 */
export function list(place, put) {
  const [items, template] = [place.querySelector("ol"), place.querySelector("template")];
  const summary = place.querySelector("summary");

  function item(query, index) {
    const made = template.content.cloneNode(true).firstElementChild;
    made.querySelector("code").textContent = query;
    made.querySelectorAll("[data-number]").forEach((it) => (it.textContent = index + 1));
    const [back, away] = made.querySelectorAll("button");
    back.addEventListener("click", () => put(query));
    away.addEventListener("click", () => {
      write((read() ?? []).filter((it) => it !== query));
      show();
      (items.children[Math.min(index, items.children.length - 1)]?.querySelectorAll("button")[1] ?? summary).focus();
    });
    return made;
  }

  function show() {
    const queries = read();
    items.replaceChildren(...(queries ?? []).map(item));
    place.querySelector("[data-when=blocked]").hidden = queries !== null;
    place.querySelector("[data-when=none]").hidden = queries === null || queries.length > 0;
    place.querySelector("[data-when=some]").hidden = !queries?.length;
  }

  place.querySelector("[data-when=some] button").addEventListener("click", () => {
    write([]);
    show();
    summary.focus();
  });
  show();
}
