// What tests of pages look at, each a function of no argument.
({
  /** How far the page reaches beyond the window, in pixels. */
  beyond: () => Math.max(0, document.documentElement.scrollWidth - innerWidth),

  /** Unfold everything that is folded. */
  unfold: () => document.querySelectorAll("details").forEach((it) => (it.open = true)),

  /** What the keyboard should reach and does not, or shows nowhere: at most 150 things of a page, evenly chosen. */
  unreached: () => {
    const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], [contenteditable=true]";
    const all = [...document.querySelectorAll(wanted)].filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.disabled && it.tabIndex >= 0);
    const step = Math.ceil(all.length / 150);
    const look = (it) => {
      const style = getComputedStyle(it);
      const around = getComputedStyle(it.nextElementSibling ?? it, it.nextElementSibling ? "::before" : null);
      return [style.position, style.outlineStyle, style.outlineColor, style.outlineWidth, style.boxShadow, style.backgroundColor, style.clipPath, around.boxShadow].join();
    };
    document.activeElement?.blur();
    const faults = all.filter((it) => it.tabIndex > 0).map((it) => `${it.outerHTML.slice(0, 120)} has a place of its own in the order`);
    for (const it of all.filter((_, number) => number % step === 0)) {
      const name = it.outerHTML.slice(0, 120);
      const before = look(it);
      it.focus();
      if (document.activeElement !== it) faults.push(`${name} takes no focus`);
      else if (look(it) === before) faults.push(`${name} looks the same with focus`);
      const boxes = [...it.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
      const shows = boxes.some((box) => {
        const middle = (from, to, most) => (Math.max(from, 0) + Math.min(to, most)) / 2;
        const on = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
        return on && (it.contains(on) || on.contains(it) || on.htmlFor === it.id);
      });
      if (!shows) faults.push(`${name} is not seen with focus`);
      it.blur();
    }
    scrollTo(0, 0);
    return faults;
  },

  /** Words that have the colour of what they stand on, and controls without a border. */
  unseen: () => {
    const ground = (it) => {
      for (let at = it; at; at = at.parentElement) {
        const colour = getComputedStyle(at).backgroundColor;
        if (colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent") return colour;
      }
      return getComputedStyle(document.documentElement).backgroundColor;
    };
    const says = (it) => [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const words = [...document.querySelectorAll("body *")].filter((it) => !it.closest("svg") && says(it) && it.checkVisibility());
    const controls = [...document.querySelectorAll(".govuk-button, input[type=text], input[type=search], input:not([type]), select, textarea")];
    const bare = (it) => {
      const style = getComputedStyle(it);
      return it.checkVisibility() && style.borderStyle === "none" && style.outlineStyle === "none";
    };
    return [
      ...words.filter((it) => getComputedStyle(it).color === ground(it)).map((it) => `words: ${it.outerHTML.slice(0, 120)}`),
      ...controls.filter(bare).map((it) => `no border: ${it.outerHTML.slice(0, 120)}`),
    ];
  },

  /** By how much the page has moved while it was loaded (Cumulative Layout Shift), once it was drawn twice. */
  moved: () => new Promise((tell) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(globalThis.movedSoFar ?? 0), 20)))),
})
