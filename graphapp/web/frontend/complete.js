// Offers things while one types: each `input[data-complete]` asks the address in that attribute with `?q=`.
//
// The answer is an array of {label, kind, path}. Whoever chooses one is led to its path; whoever goes on typing sends the form.
import accessibleAutocomplete from "accessible-autocomplete";

const PATIENCE = 150; // milliseconds between two keys of somebody who types
const SHORTEST = 2;

const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Asks *address* for *typed*, once no other key came; what was asked before is given up. */
function asker(address) {
  let waiting;
  let asked;
  return (typed, show) => {
    clearTimeout(waiting);
    asked?.abort();
    waiting = setTimeout(async () => {
      asked = new AbortController();
      const target = new URL(address, location.href);
      target.searchParams.set("q", typed);
      try {
        const answer = await fetch(target, { signal: asked.signal, headers: { Accept: "application/json" } });
        show(answer.ok ? await answer.json() : []);
      } catch {
        // given up, or out of reach: the form works as it stands
      }
    }, PATIENCE);
  };
}

function upgrade(input) {
  const label = document.querySelector(`label[for="${input.id}"]`);
  const hint = document.getElementById(input.getAttribute("aria-describedby") ?? "")?.textContent.trim() ?? "";
  const place = document.createElement("div");
  place.className = "app-complete";
  input.after(place);
  const { id, name, value: defaultValue, dataset, maxLength } = input;
  input.remove();
  accessibleAutocomplete({
    element: place,
    id,
    name,
    defaultValue,
    source: asker(dataset.complete),
    minLength: SHORTEST,
    confirmOnBlur: false,
    displayMenu: "overlay",
    showNoOptionsFound: false,
    inputClasses: "govuk-input",
    menuAttributes: label ? { "aria-label": label.textContent.trim() } : {},
    tAssistiveHint: () => `${hint} When names are offered, use the up and down arrows to look at them and enter to choose.`.trim(),
    templates: {
      inputValue: (thing) => thing?.label ?? "",
      suggestion: (thing) =>
        typeof thing === "string" ? escaped(thing) : `${escaped(thing.label)} <span class="app-complete__kind">${escaped(thing.kind)}</span>`,
    },
    onConfirm: (thing) => {
      if (thing?.path) location.assign(thing.path);
    },
  });
  const own = (event) => {
    // where nothing is chosen, enter sends the form: the package would only close its list
    if (event.key === "Enter" && event.target.matches("input")) event.stopPropagation();
  };
  place.addEventListener("keydown", own, { capture: true });
  if (maxLength > 0) place.querySelector("input").maxLength = maxLength;
}

document.querySelectorAll("input[data-complete]").forEach(upgrade);
