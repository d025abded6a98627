"use strict";
// What script adds to a page that already links, filters and prints without it: evidence lit as a whole, a walk
// through the numbers by keyboard, a panel that says why, and every use of a figure of the source.
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const pane = $("source"), panel = $("panel");
  const languages = document.body.dataset.languages.split(" ");
  let current = null;

  // --- what is where -------------------------------------------------------------------------------------------

  const numbers = () => all(".n[id]").filter((one) => one.checkVisibility());
  const unproven = (one) => !one.classList.contains("supported");
  const evidenceOf = (one) => one.dataset.l ? one.dataset.l.split(" ") : one.hash ? [one.hash.slice(1)] : [];
  const pieces = (name) => all(`mark[data-e="${CSS.escape(name)}"]`);
  const beside = () => getComputedStyle(pane).overflowY === "auto" && pane.checkVisibility();
  const chosen = () => (document.querySelector('[name="language"]:checked') || {}).id;
  const language = () => chosen() === "only-en" || languages[0] === "en" && chosen() !== "only-zh" ? "en" : "zh";
  const spoken = () => ({ "only-zh": ["zh"], "only-en": ["en"] })[chosen()] || languages;
  let uses = null;
  function usesOf(name) {
    if (!uses) {
      uses = new Map();
      for (const one of all(".n[id]")) for (const place of evidenceOf(one)) uses.set(place, [...(uses.get(place) || []), one]);
    }
    return uses.get(name) || [];
  }
  function whereOf(one) {
    const home = one.closest("[data-zh]");
    return home ? spoken().map((name) => home.dataset[name]).join(" ") : "";
  }

  // --- light and aim -------------------------------------------------------------------------------------------

  function dark() {
    for (const one of all(".lit, .near, .current")) one.classList.remove("lit", "near", "current");
  }
  function light(names) {
    for (const name of names) {
      for (const piece of pieces(name)) {
        piece.classList.add("lit");
        if (name.includes("-")) pieces(name.split("-")[0]).forEach((place) => place.classList.add("near"));
      }
    }
  }
  function center(one) {
    if (!one) return;
    const box = one.getBoundingClientRect();
    if (pane.contains(one) && beside()) {
      const frame = pane.getBoundingClientRect();
      pane.scrollTop += box.top - frame.top - pane.clientHeight * 0.4;
    } else if (box.top < 80 || box.bottom > innerHeight - 140) {
      scrollBy({ top: box.top - innerHeight * 0.4 });
    }
  }
  function unfold(one) {
    for (let home = one.closest("details"); home; home = home.parentElement.closest("details")) home.open = true;
  }

  // --- the panel -----------------------------------------------------------------------------------------------

  const said = (one) => (one.classList.contains("only") ? numberOfRow(one) : one.firstChild.textContent).trim();
  function numberOfRow(one) {
    const cell = one.closest("tr") && [...one.closest("tr").querySelectorAll("td.q")].find((each) => each.checkVisibility());
    return (cell || one.parentElement).textContent.replace(/[✓?✗]\s*$/, "");
  }
  function tell(one) {
    const lines = (one.title || "").split("\n");
    const names = evidenceOf(one);
    const quoted = names.length ? pieces(names[0].split("-")[0]).map((piece) => piece.textContent).join("") : "";
    $("panel-number").textContent = said(one);
    $("panel-where").textContent = whereOf(one);
    for (const badge of all("[data-verdict]", panel)) badge.hidden = !one.classList.contains(badge.dataset.verdict);
    for (const line of all("[data-why]", panel)) { line.hidden = false; line.textContent = lines[line.dataset.why] || ""; }
    $("panel-quote").textContent = quoted.replace(/e\d+\s*$/, "");
    $("panel-quote").hidden = !quoted;
    $("panel-none").hidden = names.length > 0;
    $("go-evidence").disabled = !names.length;
    $("panel-used").hidden = $("panel-idle").hidden = true;
    $("panel-uses").replaceChildren();
    panel.hidden = false;
  }
  function tellUses(name, found) {
    $("panel-number").textContent = pieces(name).map((piece) => piece.textContent).join("");
    $("panel-where").textContent = "";
    for (const one of all("[data-verdict], [data-why], #panel-quote, #panel-none", panel)) one.hidden = true;
    $("panel-used").hidden = !found.length;
    $("panel-idle").hidden = found.length > 0;
    $("panel-uses").replaceChildren(...found.map((one) => {
      const link = document.createElement("a"), line = document.createElement("li");
      link.href = "#" + one.id;
      link.textContent = [whereOf(one), said(one)].filter(Boolean).join(": ");
      line.append(link, " ", one.querySelector(".m").cloneNode(true));
      return line;
    }));
    panel.hidden = false;
  }

  // --- going there and back ------------------------------------------------------------------------------------

  function choose(one, focus = true) {
    dark();
    current = one;
    unfold(one);
    one.classList.add("current");
    light(evidenceOf(one));
    tell(one);
    center(one);
    if (focus) one.focus({ preventScroll: true });
    if (beside() && evidenceOf(one).length) center(pieces(evidenceOf(one)[0])[0]);
  }
  function step(by, wanted = () => true) {
    const shown = numbers().filter((one) => wanted(one) || one === current);
    const at = shown.indexOf(current);
    const from = at >= 0 ? at + by : by > 0 ? shown.findIndex((one) => one.getBoundingClientRect().top > 60) : shown.length - 1;
    const next = shown[(from + shown.length) % shown.length];
    if (next) choose(next);
  }
  function evidence() {
    if (!current) return;
    const [name] = evidenceOf(current);
    if (!name) return;
    if ($("hide-source").checked) $("hide-source").checked = false;
    location.hash = name;
    const piece = pieces(name)[0];
    center(piece);
    piece.focus({ preventScroll: true });
  }
  function back() {
    if (!current || !current.checkVisibility()) return;
    center(current);
    current.focus({ preventScroll: true });
  }
  function close() {
    panel.hidden = true;
    dark();
    current = null;
  }
  /** From a figure of the source to the places that use it; the first that is shown, once more for the next. */
  function showUses(name) {
    const found = usesOf(name), shown = found.filter((one) => one.checkVisibility());
    const next = shown[(shown.indexOf(current) + 1) % shown.length] || found[0];
    if (next && !next.checkVisibility()) showAll(next);
    dark();
    light([name]);
    for (const one of found) one.classList.add("lit");
    current = next || null;
    if (next) { next.classList.add("current"); center(next); }
    tellUses(name, found.filter((one) => one.checkVisibility()));
  }
  function showAll(one) {
    unfold(one);
    if (!one.checkVisibility()) $("every").click();
    if (!one.checkVisibility() && $("together")) $("together").click();
  }
  function arrive() {
    const name = decodeURIComponent(location.hash.slice(1));
    if (/^e\d+(-\d+)?$/.test(name)) {
      const mine = current && evidenceOf(current).includes(name);
      if (!mine) { dark(); current = null; light([name]); }
      center(pieces(name)[0]);
    } else if (/^c\d+$/.test(name) && $(name)) {
      if (!$(name).checkVisibility()) showAll($(name));
      if ($(name) !== current) choose($(name));
    }
  }

  // --- mouse, keyboard, address --------------------------------------------------------------------------------

  addEventListener("hashchange", arrive);
  document.addEventListener("click", (event) => {
    const number = event.target.closest(".n[id]");
    if (number) return choose(number, false);
    const row = event.target.closest(".figures tbody tr");
    if (row && !event.target.closest("a")) { const mark = row.querySelector(".only"); return mark.click(); }
    const spot = event.target.closest("mark.spot");
    if (spot) { event.preventDefault(); showUses(spot.dataset.e); }
  });
  const moves = { previous: () => step(-1), next: () => step(1), open: () => step(1, unproven), evidence, back, close };
  for (const [name, move] of Object.entries(moves)) $("go-" + name).addEventListener("click", move);
  const help = $("help"), ask = $("ask");
  ask.hidden = false;
  ask.addEventListener("click", () => help.showModal());
  $("answered").addEventListener("click", () => help.close());
  function cycle(group) {
    const options = all(`[name="${group}"]`);
    if (options.length) options[(options.findIndex((one) => one.checked) + 1) % options.length].click();
  }
  const keys = {
    n: moves.next, j: moves.next, p: moves.previous, k: moves.previous, u: moves.open, U: () => step(-1, unproven), b: back,
    f: () => cycle("filter"), l: () => cycle("language"), d: () => cycle("theme"), s: () => $("hide-source").click(),
    "?": () => help.showModal(), Escape: close,
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || help.open) return;
    if (event.target.matches("input[type=text], textarea, select")) return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  for (const one of all('[name="language"]')) {
    one.addEventListener("change", () => {
      document.documentElement.lang = language();
      if (current && current.checkVisibility()) choose(current, false); else close();
    });
  }
  for (const one of all('[name="filter"]')) one.addEventListener("change", () => { if (current && !current.checkVisibility()) close(); });
  const bar = document.querySelector(".bar");
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px")).observe(bar);
  arrive();
})();
