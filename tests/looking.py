"""What a reader with a phone, a screen reader or a keyboard meets on an open tab. No assertion and no data here."""

import itertools

from axe_playwright_python.sync_playwright import Axe

VIEWS = [(width, scheme) for width in (1280, 390, 320) for scheme in ("light", "dark")]

# The name that a screen reader says, near enough: labels, the text inside, or a title. A frame is a window of its own:
# its stops are those of the page that it shows. Of a slider only the handle takes the pointer, so nothing tells what covers it.
STOP = """() => {
  const e = document.activeElement, box = e.getClientRects()[0] || e.getBoundingClientRect();
  const by = (e.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id)?.textContent || "");
  const labels = [...(e.labels || [])].map((label) => label.textContent);
  const name = [e.ariaLabel, ...by, ...labels, e.textContent, e.title, e.type === "submit" ? e.value : ""].join("").trim();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 10));
  const inside = box.top >= -1 && box.top < innerHeight && box.bottom <= innerHeight + Math.max(1, box.height - 40)
  return { body: e === document.body, at: [...document.querySelectorAll("*")].indexOf(e), html: e.outerHTML.slice(0, 160), name,
    seen: e.tagName === "IFRAME" || inside && box.width > 0
      && (e.type === "range" || !!top && [e, ...(e.labels || [])].some((it) => it.contains(top))) };
}"""

OUTLINE = """() => ({
  h1: document.querySelectorAll("h1").length,
  main: document.querySelectorAll("main, [role=main]").length,
  banner: document.querySelectorAll("header:not(main header, article header, section header), [role=banner]").length,
  levels: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((h) => Number(h.tagName[1])),
  unnamed: [...document.querySelectorAll("nav:not([aria-label]):not([aria-labelledby])")].map((n) => n.outerHTML.slice(0, 120)),
  ids: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, at, all) => all.indexOf(id) !== at),
})"""

# Where each bar and each label of the overview stands within its plot, and the years that the labels say.
DRAWING = """() => [...document.querySelectorAll(".plot")].map((plot) => {
  const left = plot.getBoundingClientRect().left, at = (e) => Math.round(e.getBoundingClientRect().left - left);
  return [...plot.querySelectorAll("rect, text")].map((e) => `${e.textContent.trim()}@${at(e)}`);
})"""

# Pairs of texts that cover each other by more than a hair; what is only for screen readers does not count.
OVERLAPS = """() => {
  const clipped = (e) => e && (getComputedStyle(e).clipPath !== "none" || clipped(e.parentElement));
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;  // a closed <details> has boxes too
    if (!node.data.trim() || !holder.checkVisibility() || holder.closest(".skip, option, [aria-hidden=true]") || clipped(holder)) continue;
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) texts.push([node.data.trim().slice(0, 40), box]);
  }
  const wide = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2;
  const high = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6;
  return texts.flatMap(([text, box], at) => texts.slice(at + 1)
    .filter((other) => wide(box, other[1]) && high(box, other[1])).map((other) => [text, other[0]]));
}"""


def dress(page, view) -> None:
    """Give the tab one of `VIEWS` before a page is opened: colours that fade would be measured half way."""
    width, scheme = view
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)


def violations(page, rules=()) -> dict[str, str]:
    """What axe finds: rule to the first element; `rules` names the only ones to ask.

    Preloading is off: it is axe that would break the strict policy. Only violations are told in full: naming every
    element that passed takes longer than looking at it.
    """
    options = {"preload": False, "resultTypes": ["violations"]} | ({"runOnly": list(rules)} if rules else {})
    found = Axe().run(page, options=options).response["violations"]
    return {each["id"]: each["nodes"][0]["html"][:160] for each in found}


def sideways(page, widths=(1280, 390, 320)) -> dict[int, int]:
    """Window widths at which the page is wider than its window, with its width then."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate("document.documentElement.scrollWidth")
    return {width: wide for width, wide in found.items() if wide > width}


def tab_walk(page, limit=400) -> list[dict]:
    """Press Tab from the start of the page to its end: each stop with `html`, `name` and whether it is `seen`."""
    stops = []
    while len(stops) < limit:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["body"]:
            break
        stops.append(stop)
    return stops


def lost(stops) -> list[str]:
    """Stops that are off screen or covered when they have the focus, or that have no name."""
    return [stop["html"] for stop in stops if not (stop["seen"] and stop["name"])]


def out_of_order(stops) -> list[str]:
    """Stops that stand earlier in the document than the stop before them. A field for a day is several stops."""
    return [after["html"] for before, after in itertools.pairwise(stops) if after["at"] < before["at"]]


def drawing(page) -> list[list[str]]:
    """The overview figures as they are drawn: what stands where, in pixels from the left of the plot."""
    return page.evaluate(DRAWING)


def overlaps(page) -> list[list[str]]:
    """Pairs of texts of which one covers the other."""
    return page.evaluate(OVERLAPS)


def faults_of_outline(page) -> list[str]:
    """One h1 and it comes first, one main, one banner, no level skipped, named navigation, ids once."""
    outline = page.evaluate(OUTLINE)
    levels = outline["levels"]
    skipped = [f"h{low} then h{high}" for low, high in itertools.pairwise(levels) if high > low + 1]
    single = [f"{outline[name]} of {name}" for name in ("h1", "main", "banner") if outline[name] != 1]
    first = [] if levels[:1] == [1] else ["does not start with h1"]
    return [*single, *first, *skipped, *outline["unnamed"], *(f"id {name} twice" for name in outline["ids"])]
