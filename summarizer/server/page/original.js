// The report itself beside what is checked: its text with the evidence lit, and for a PDF the page as it is printed.
import { ask, kept, made, state, t } from "/tools.js";

const held = new Map();

/** What the service knows of a report's text, asked for once. */
async function sourceOf(job) {
  if (!held.has(job)) {
    const told = await ask(`/v1/briefs/${job}/source`);
    if (!told) return null;
    held.clear(); // one report at a time: they are long
    held.set(job, told);
  }
  return held.get(job);
}

/** A panel in ``target``: ``show`` a job, ``light`` spans of its text ([start, end] in code points, the first is the one meant). */
export function panel(target) {
  let job = null, points = [], lines = [], pages = [], lit = [], last = [], turn = 0;
  const where = made("p", undefined, "where"), paper = made("figure", undefined, "sheet-page"), text = made("div", undefined, "report-text");
  const image = made("img"), frames = made("div", undefined, "frames"), by = made("div", undefined, "chips");
  text.lang = "zh";
  paper.append(image, frames);
  target.replaceChildren(where, by, paper, text);

  async function show(wanted) {
    if (job === wanted) return;
    job = wanted;
    [points, lines, pages, lit, last] = [[], [], [], [], []];
    text.replaceChildren();
    paper.hidden = by.hidden = true;
    where.textContent = "";
    const told = await sourceOf(wanted);
    if (!told || job !== wanted) return;
    points = [...told.text];
    pages = told.media_type === "application/pdf" ? told.pages : [];
    let at = 0;
    for (const line of told.text.split("\n")) {
      const length = [...line].length, one = made("p", line);
      lines.push({ start: at, end: at + length, one });
      at += length + 1;
    }
    text.append(...lines.map((line) => line.one));
    ways();
    if (last.length) light(last);
  }

  /** The two ways to look at a PDF. */
  function ways() {
    by.hidden = !pages.length;
    by.replaceChildren(...["page", "text"].map((way) => {
      const one = made("button", t(way === "page" ? "asPrinted" : "asText"), "chip-button");
      one.type = "button";
      one.setAttribute("aria-pressed", String(way === (kept.get("original") || "page")));
      one.onclick = () => { kept.set("original", way); ways(); light(last); };
      return one;
    }));
    const printed = pages.length && (kept.get("original") || "page") === "page";
    text.hidden = Boolean(printed);
    paper.hidden = !printed || !image.src;
  }

  function unlit() {
    for (const line of lit) line.one.textContent = points.slice(line.start, line.end).join("");
    lit = [];
  }

  async function light(spans) {
    last = spans;
    if (!points.length) return;
    unlit();
    if (!spans.length) { where.textContent = ""; frames.replaceChildren(); return; }
    for (const line of lines) {
      const inside = spans.filter(([start, end]) => start < line.end && end > line.start)
        .map(([start, end], at) => [Math.max(start, line.start), Math.min(end, line.end), at])
        .sort((one, other) => one[0] - other[0]);
      if (!inside.length) continue;
      const parts = [];
      let at = line.start;
      for (const [start, end] of inside) {
        if (end <= at) continue;
        const from = Math.max(start, at);
        parts.push(points.slice(at, from).join(""), made("mark", points.slice(from, end).join("")));
        at = end;
      }
      line.one.replaceChildren(...parts, points.slice(at, line.end).join(""));
      lit.push(line);
    }
    const [start, end] = spans[0], mine = ++turn;
    const home = lit.find((line) => line.start <= start && start < line.end) ?? lit[0];
    if (!text.hidden) center(home?.one.querySelector("mark"));
    const place = await ask(`/v1/briefs/${job}/place?start=${start}&end=${end}`);
    if (!place || mine !== turn) return;
    where.replaceChildren(...[place.page ? t("onPage", place.page, place.pages) : "", t("inParagraph", place.paragraph), ...place.sections]
      .filter(Boolean).map((said) => made("span", said)));
    if (pages.length && place.page) framed(place, mine);
  }

  function framed(place, mine) {
    const wanted = `/v1/briefs/${job}/pages/${place.page}`;
    const draw = () => {
      if (mine !== turn) return;
      image.alt = t("onPage", place.page, place.pages);
      frames.replaceChildren(...place.boxes.map((box) => {
        const frame = made("i");
        frame.style.left = `${box.left * 100}%`;
        frame.style.top = `${box.top * 100}%`;
        frame.style.width = `${(box.right - box.left) * 100}%`;
        frame.style.height = `${(box.bottom - box.top) * 100}%`;
        return frame;
      }));
      if (!place.boxes.length) where.append(made("span", t("notFramed"), "soft"));
      ways();
      if (!paper.hidden) center(frames.firstElementChild ?? image);
    };
    if (image.getAttribute("src") === wanted && image.complete) return draw();
    frames.replaceChildren();
    image.onload = draw;
    image.onerror = () => { paper.hidden = true; text.hidden = false; };
    image.src = wanted;
  }

  function center(one) {
    if (!one) return;
    const [box, frame] = [one.getBoundingClientRect(), target.getBoundingClientRect()];
    target.scrollBy({ top: box.top - frame.top - frame.height / 3, behavior: "instant" });
  }

  return { show, light, again: () => { ways(); if (last.length) light(last); }, forget: () => { job = null; held.clear(); } };
}

/** The spans of a check's evidence in the source, the figure that it names first. */
export function spansOf(check, figures) {
  const named = check.figures.map((id) => figures(id)).filter(Boolean).map((one) => [one.start, one.end]);
  return [...named, ...(named.length ? [] : check.evidence.map((one) => [one.start, one.end]))];
}

/** A run of the source as a line of a list, the figure in it that is meant marked. */
export function quoted(piece, named) {
  const line = made("li");
  line.lang = "zh";
  const figure = named.find((one) => one.start >= piece.start && one.end <= piece.end);
  if (!figure) line.textContent = piece.text;
  else {
    const points = [...piece.text], [from, to] = [figure.start - piece.start, figure.end - piece.start];
    line.append(points.slice(0, from).join(""), made("mark", points.slice(from, to).join("")), points.slice(to).join(""));
  }
  return line;
}

/** Why a number is not proven: in Chinese the program's own words of it, else its sentence. */
export function reasons(check, named, reason) {
  const english = made("span", check.explanation);
  english.lang = "en";
  if (state.language === "en") return [english];
  const written = [...new Set(named.map((one) => one.text.replace(/\s+/g, "")))];
  return [made("span", t("because", check.text, written, reason))];
}
