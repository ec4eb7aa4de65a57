/* Comfort for pages that are complete without it: filters that keep the place, notes on hover, copying, two handles on
   the overview, a remembered choice of colours. No word is written here: texts come from the page, or from the data
   attributes of the script's own element. What it adds has the class "added". */
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const root = document.documentElement;
  const find = (selector, from = document) => from.querySelector(selector);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const make = (tag, properties, ...inside) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...inside);
    return element;
  };
  const status = make("p", { className: "vh added" });
  status.setAttribute("role", "status");
  document.body.append(status);

  // --- Colours: the system's, until the reader chooses the others -----------------------------------------------
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  const remembered = (change) => {
    try {
      return change ? change(localStorage) : localStorage.getItem("theme");
    } catch {
      return null; // storage is refused: the choice holds for this page
    }
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemDark.matches);
  if (["dark", "light"].includes(remembered())) root.dataset.theme = remembered();
  const list = find("footer ul");
  if (list) {
    const toggle = make("button", { type: "button", className: "plain-button", textContent: words.dark });
    const show = () => toggle.setAttribute("aria-pressed", isDark());
    toggle.addEventListener("click", () => {
      const chosen = isDark() ? "light" : "dark";
      if ((chosen === "dark") === systemDark.matches) {
        delete root.dataset.theme;
        remembered((store) => store.removeItem("theme"));
      } else {
        root.dataset.theme = chosen;
        remembered((store) => store.setItem("theme", chosen));
      }
      show();
    });
    systemDark.addEventListener("change", show);
    show();
    list.append(make("li", { className: "added" }, toggle));
  }

  // --- Notes: the source and its words beside the number, on hover and focus ------------------------------------
  const note = make("div", { className: "note-box added", id: "note-box", hidden: true });
  note.setAttribute("role", "tooltip");
  document.body.append(note);
  let noted, closing;
  const close = () => {
    clearTimeout(closing);
    if (noted) noted.removeAttribute("aria-describedby");
    noted = undefined;
    note.hidden = true;
  };
  const quotes = (reference) => {
    const same = `.exc a[href="${reference.getAttribute("href")}"]`;
    let part = reference.parentElement;
    while (part && !part.matches("section, main") && !find(same, part)) part = part.parentElement;
    const items = part && !part.matches("section, main") ? all(same, part).map((link) => link.closest("li")) : [];
    return [...new Set(items)].flatMap((item) => all("q", item)).slice(0, 2);
  };
  const open = (reference) => {
    clearTimeout(closing);
    if (reference === noted) return;
    close();
    const source = find(`${reference.getAttribute("href")} > div`);
    if (!source) return;
    const name = (find("a, bdi", source) || source).textContent.trim();
    note.replaceChildren(make("p", {}, make("bdi", {}, name)), ...quotes(reference).map((q) => make("p", {}, q.cloneNode(true))));
    noted = reference;
    reference.setAttribute("aria-describedby", note.id);
    note.hidden = false;
    const place = reference.getBoundingClientRect();
    const left = Math.min(place.left, root.clientWidth - note.offsetWidth - 8);
    note.style.left = `${Math.max(8, left) + scrollX}px`;
    const below = place.bottom + note.offsetHeight < innerHeight || place.top < note.offsetHeight;
    note.style.top = `${(below ? place.bottom : place.top - note.offsetHeight) + scrollY}px`;
  };
  const reference = (target) => target instanceof Element && target.closest('a.ref[href^="#s"]');
  document.addEventListener("mouseover", (event) => {
    if (reference(event.target)) open(reference(event.target));
    else if (note.contains(event.target)) clearTimeout(closing);
    else if (noted && noted !== document.activeElement) {
      clearTimeout(closing);
      closing = setTimeout(close, 300);
    }
  });
  document.addEventListener("focusin", (event) => (reference(event.target) ? open(reference(event.target)) : close()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("click", (event) => note.contains(event.target) || close());

  // --- Copying --------------------------------------------------------------------------------------------------
  const copier = (after, label, text) => {
    const button = make("button", { type: "button", className: "quiet copy added", textContent: label });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text());
      button.textContent = status.textContent = words.copied;
      setTimeout(() => (button.textContent = label), 2000);
    });
    after.after(button);
  };

  // --- Two handles on the overview ------------------------------------------------------------------------------
  const handles = (main) => {
    const form = find("form.filters", main);
    const plot = find(".plot", main);
    let bins = plot ? all('.bars a[href*="date_from="]', plot).map((link) => {
      const query = new URLSearchParams(link.getAttribute("href").split("?")[1]);
      const box = find(".hit", link);
      const width = parseFloat(box.getAttribute("width"));
      return { from: query.get("date_from"), to: query.get("date_to"), width, at: Math.round(parseFloat(box.getAttribute("x")) / width) };
    }) : [];
    if (!form || bins.length < 2) return;
    const [first, end] = [+bins[0].from, bins.at(-1).to - bins[0].from + 1];
    if (end > 1) {
      // years or more: the handles know each year, as the window that the figure draws does
      bins = Array.from({ length: end }, (_, at) => String(first + at).padStart(4, "0"))
        .map((year, at) => ({ from: year, to: year, at, width: 100 / end }));
    }
    const most = Math.round(100 / bins[0].width); // handles stand on the edges of bins, so there is one more
    const starts = (at) => bins.find((bin) => bin.at >= at) || bins.at(-1);
    const ends = (at) => bins.findLast((bin) => bin.at < at) || bins[0];
    let waiting;
    const handle = (field, value, text) => {
      const input = make("input", { type: "range", id: `range-${field.id}`, min: 0, max: most, value });
      const say = (words) => input.setAttribute("aria-valuetext", words || text(+input.value));
      input.setAttribute("aria-label", field.labels[0].textContent.trim());
      input.addEventListener("input", () => say());
      input.addEventListener("change", () => {
        field.value = text(+input.value);
        clearTimeout(waiting);
        waiting = setTimeout(() => form.requestSubmit(), 300);
      });
      say(field.value);
      return input;
    };
    const { date_from: from, date_to: to } = form.elements;
    const box = make("div", { className: "handles added", dir: "ltr" });
    box.append(
      handle(from, (from.value && bins.find((bin) => bin.to >= from.value.slice(0, bin.to.length))?.at) || 0, (at) => starts(at).from),
      handle(to, to.value ? (bins.findLast((bin) => bin.from <= to.value)?.at ?? 0) + 1 : most, (at) => ends(at).to),
    );
    plot.after(box);
  };

  // --- Filters: the whole answer is fetched, its <main> takes the place of ours ------------------------------------
  const dress = (main) => {
    handles(main);
    if (!navigator.clipboard) return;
    for (const text of all("#cite pre", main)) copier(text, words.citation, () => text.textContent.trim());
    for (const link of all('a[rel~="bookmark"]', main)) copier(link, words.link, () => link.href);
  };
  const plain = (element) => element.textContent.replace(/\d/g, "").trim();
  const again = (old, main) => {
    if (old.id) return document.getElementById(old.id);
    return all(old.localName, main).find((each) => each.name === old.name && plain(each) === plain(old));
  };
  let running, shown = location.pathname + location.search;
  const load = async (address, push) => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(address, { signal: running.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const sheet = 'link[rel="stylesheet"]';
      const next = find("main", page);
      const same = next && find(sheet, page)?.getAttribute("href") === find(sheet).getAttribute("href");
      if (!answer.ok || !same || new URL(answer.url).pathname !== location.pathname) throw new Error("another page");
      swap(page, next);
      if (push) history.pushState(null, "", answer.url);
      shown = location.pathname + location.search;
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
    }
  };
  const swap = (page, next) => {
    const main = find("main");
    const focused = main.contains(document.activeElement) && document.activeElement;
    const caret = focused && focused.selectionStart;
    const opened = all("details[open] > summary", main).map(plain);
    close();
    main.replaceWith(next);
    dress(next);
    for (const each of all("details > summary", next)) if (opened.includes(plain(each))) each.parentElement.open = true;
    const links = 'link:not([rel="stylesheet"]):not([rel="icon"]), meta[name="robots"]';
    for (const each of all(links, document.head)) each.remove();
    document.head.append(...all(links, page.head));
    all(".langs a").forEach((link, at) => (link.href = all(".langs a", page)[at]?.getAttribute("href") || link.href));
    document.title = page.title;
    const heading = find("#results") || find("h1");
    status.textContent = heading.textContent.trim();
    if (!focused) return;
    const target = again(focused, next) || heading;
    if (target === heading) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (typeof caret === "number" && target.localName === "input") target.setSelectionRange(caret, caret);
  };
  const isHere = (url) => url.origin === location.origin && url.pathname === location.pathname && !url.hash;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const url = new URL(form.action);
    if (form.method !== "get" || !form.closest("main") || !isHere(url)) return;
    event.preventDefault();
    const values = [...new FormData(form, event.submitter)].filter(([, value]) => value);
    url.search = new URLSearchParams(values);
    load(url.href, true);
  });
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("main a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const url = new URL(link.getAttribute("href"), location.href);
    if (!isHere(url) || link.rel || /[?&](format|print)=/.test(url.search) || find("base")) return;
    event.preventDefault();
    load(url.href, true);
  });
  addEventListener("popstate", () => location.pathname + location.search !== shown && load(location.href, false));

  dress(document);
})();
