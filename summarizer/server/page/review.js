// One brief under review: the numbers that could not be proven, one after the other; each change verified at once.
import { $, SIGNS, ask, kept, made, named, say, sent, state, t, when } from "/tools.js";
import { panel, quoted, reasons, spansOf } from "/original.js";
import * as sift from "/sift.js";

let job = null, told = null, review = null, open = [], at = 0, editing = null, busy = false;
const original = panel($("original"));
const KINDS = {
  html: "HTML", md: "Markdown", docx: "Word", xlsx: "Excel", "figures.csv": "csvFigures", "items.csv": "csvItems",
  "checks.csv": "csvChecks", json: "JSON",
};
const draftOf = (check, action) => `draft ${job} ${check.field} ${check.start} ${action}`;

// --- what a check is about ------------------------------------------------------------------------------------------

const STEP = /([^.[\]]+)|\[([^\]]+)\]/g;

function textOf(field) {
  let here = review.brief.report;
  for (const [, name, inside] of field.matchAll(STEP)) here = here?.[name ?? inside];
  return typeof here === "string" ? here : "";
}

/** The path of a text in words: "problems[1].summary.zh" is 问题 2 · 摘要（中文）. */
function placeOf(field) {
  const steps = [...field.matchAll(STEP)].map(([, name, inside]) => name ?? inside);
  const said = [], language = steps.at(-1) === "zh" || steps.at(-1) === "en" ? steps.pop() : "";
  steps.forEach((step, index) => {
    if (/^\d+$/.test(step)) said[said.length - 1] += ` ${Number(step) + 1}`;
    else if (index === 0) said.push(named("kinds", step));
    else if (steps[0] !== "headings") said.push(named("fields", step));
  });
  return said.join(" · ") + (language ? ` (${named("languages", language)})` : "");
}

// Offsets of the API are code points; those of JavaScript strings are not.
function marked(target, text, start, end) {
  const points = [...text];
  target.replaceChildren(points.slice(0, start).join(""), made("mark", points.slice(start, end).join("")), points.slice(end).join(""));
  target.scrollTop = target.querySelector("mark").offsetTop - target.offsetTop - target.clientHeight / 2;
}

const figuresOf = (check) => review.brief.report.figures.map((one) => one.figure).filter((one) => check.figures?.includes(one.id));

/** The sentence that the number stands in, as the service takes it out. */
function sentenceOf(check) {
  const text = textOf(check.field), points = [...text], end = /[。！？]|[.!?](?=\s+[A-Z“"])/gu;
  const cuts = [0, ...[...text.matchAll(end)].map((found) => [...text.slice(0, found.index + 1)].length), points.length];
  const from = Math.max(...cuts.filter((cut) => cut <= check.start)), to = Math.min(...cuts.filter((cut) => cut > check.start));
  return points.slice(from, to).join("").trim();
}

const same = (one, other) => one.field === other.field && one.start === other.start && one.end === other.end;
const accepted = (check) => review.accepted.find((one) => same(one, check));

// --- shown ----------------------------------------------------------------------------------------------------------

function show() {
  const { report, checks, ledger } = review.brief, english = state.language === "en" && report.title.en;
  $("name").textContent = english || report.title.zh || report.document.name;
  document.title = $("name").textContent;
  $("about").textContent = [report.issuer[english && report.issuer.en ? "en" : "zh"], report.period, report.document.name,
    review.version ? t("version", review.version) : ""].filter(Boolean).join(" · ");
  const verdicts = Object.keys(SIGNS), counted = verdicts.map((verdict) => `${named("verdicts", verdict)} ${ledger.counts[verdict]}`);
  $("bar").setAttribute("aria-label", counted.join(", "));
  $("bar").replaceChildren(...verdicts.filter((verdict) => ledger.counts[verdict]).map((verdict) => {
    const part = made("i", undefined, verdict);
    part.style.flexGrow = ledger.counts[verdict];
    return part;
  }));
  open = sift.chosen(review, placeOf, accepted);
  at = Math.max(0, Math.min(at, open.length - 1));
  const doubtful = checks.filter((check) => check.verdict !== "supported");
  $("counts").replaceChildren(
    ...verdicts.map((verdict, index) => made("b", `${SIGNS[verdict]} ${counted[index]}`, verdict)),
    ...(doubtful.length ? [made("span", t("decided", doubtful.filter(accepted).length, doubtful.length), "soft")] : []),
  );
  const files = Object.keys(KINDS).filter((kind) => told?.files[kind]).map((kind) => {
    const link = made("a", t(KINDS[kind]));
    link.href = told.files[kind];
    if (kind === "html") link.target = "_blank";
    return link;
  });
  if (review.version && told?.files.html) {
    const link = made("a", `HTML (${t("original")})`);
    [link.href, link.target] = [`${told.files.html}?original=true`, "_blank"];
    files.push(link);
  }
  $("files").replaceChildren(...files);
  queue();
  log();
  number();
}

function queue() {
  $("queue").hidden = open.length < 2;
  $("nothing").hidden = open.length > 0 || !sift.narrowed();
  $("queue").replaceChildren(...open.map((check, index) => {
    const settled = accepted(check), one = made("button", `${settled ? "☑" : SIGNS[check.verdict] ?? "·"} ${check.text}`, settled ? "settled" : check.verdict);
    one.type = "button";
    one.title = placeOf(check.field);
    if (index === at) one.setAttribute("aria-current", "true");
    one.onclick = () => go(index - at);
    return one;
  }));
  const now = $("queue").querySelector("[aria-current]");
  if (now) $("queue").scrollTop = now.offsetTop - $("queue").offsetTop - $("queue").clientHeight / 2;
}

function log() {
  $("unchanged").hidden = review.audit.length > 0;
  $("export").disabled = !review;
  $("log").replaceChildren(...[...review.audit].reverse().map((entry) => {
    const line = made("li"), what = made("div", undefined, "what");
    const act = entry.action === "restore" ? t("restored") : t(entry.action);
    what.append(made("b", entry.who), made("span", `${act} ${entry.number}`));
    if (entry.action !== "restore") {
      const back = made("button", t("restore"));
      back.type = "button";
      back.onclick = () => restore(entry);
      what.append(back);
    }
    line.append(what, made("small", `${placeOf(entry.field)} · ${when(entry.at)}`));
    if (entry.before !== entry.after) {
      const [before, after] = apart(entry.before, entry.after);
      const [old, now] = [made("p"), made("p")];
      old.append(before.head, made("del", before.middle), before.tail);
      now.append(after.head, made("ins", after.middle), after.tail);
      line.append(old, now);
    }
    if (entry.reason) line.append(made("p", `“${entry.reason}”`));
    return line;
  }));
}

/** Two texts with what differs in the middle, and so much around it that one knows where it is. */
function apart(before, after) {
  const [one, two] = [[...before], [...after]];
  let head = 0, tail = 0;
  while (head < Math.min(one.length, two.length) && one[head] === two[head]) head += 1;
  while (tail < Math.min(one.length, two.length) - head && one.at(-1 - tail) === two.at(-1 - tail)) tail += 1;
  const cut = (points) => ({
    head: (head > 24 ? "…" : "") + points.slice(Math.max(0, head - 24), head).join(""),
    middle: points.slice(head, points.length - tail).join(""),
    tail: points.slice(points.length - tail).slice(0, 24).join("") + (tail > 24 ? "…" : ""),
  });
  return [cut(one), cut(two)];
}

function number() {
  const check = open[at], doubtful = review.brief.checks.filter((one) => one.verdict !== "supported");
  $("number").hidden = !check;
  $("none").hidden = !doubtful.every(accepted);
  $("none").lastElementChild.textContent = t(doubtful.length ? "allDecided" : "none");
  stopEditing();
  if (!check) return;
  kept.set(`at ${job}`, `${check.field} ${check.start}`);
  const judged = check.verdict !== sift.LEFT;
  $("verdict").textContent = judged ? `${SIGNS[check.verdict]} ${named("verdicts", check.verdict)}` : t("unchecked");
  $("verdict").className = `badge ${check.verdict}`;
  $("reason").textContent = judged ? named("reasons", check.reason) : named("left", check.reason);
  for (const action of ["accept", "correct", "remove"]) $(action).disabled = !judged || check.field.startsWith("figures[") && action !== "accept";
  $("at").textContent = `${at + 1} ${t("of")} ${open.length}`;
  $("field").textContent = placeOf(check.field);
  $("text").lang = check.field.endsWith(".en") ? "en" : "zh";
  marked($("text"), textOf(check.field), check.start, check.end);
  $("why").replaceChildren(...(judged && check.verdict !== "supported" ? reasons(check, figuresOf(check), named("reasons", check.reason)) : []));
  const pieces = check.evidence ?? [];
  $("evidence").replaceChildren(...(pieces.length ? pieces.map((piece) => quoted(piece, figuresOf(check))) : [made("li", t(judged ? "nobody" : "noVerdict"), "nothing")]));
  original.light(judged ? spansOf(check, (id) => figuresOf(check).find((one) => one.id === id)) : []);
  const known = accepted(check);
  $("accepted").hidden = !known;
  $("accepted").textContent = known ? t("acceptedBy", known.who, known.reason) : "";
  for (const action of ["accept", "correct", "remove"]) if (kept.get(draftOf(check, action))) edit(action, false);
  light(check);
}

/** Light the number in the brief beside, with its evidence there. */
function light(check) {
  if (check.verdict === sift.LEFT) return;
  const page = $("page").contentWindow?.document;
  const alike = open.filter((one) => one.text === check.text && one.verdict === check.verdict);
  const found = [...(page?.querySelectorAll(`.n.${check.verdict}[id]`) ?? [])].filter((one) => one.textContent.replace(/[✓?✗]\s*$/u, "").trim() === check.text);
  const one = found[Math.min(alike.indexOf(check), found.length - 1)];
  if (!one) return;
  // A click, which lights; not its link, which would take the keyboard there and the reader's way back from here.
  page.addEventListener("click", (event) => event.preventDefault(), { once: true, capture: true });
  one.dispatchEvent(new page.defaultView.MouseEvent("click", { bubbles: true, cancelable: true }));
}

// --- done -----------------------------------------------------------------------------------------------------------

/** The next number that is not supported and that nobody accepted yet; the filter gives way where it hides it. */
function onward() {
  const waits = (check) => check.verdict !== "supported" && check.verdict !== sift.LEFT && !accepted(check);
  for (let step = 1; step <= open.length; step += 1) if (waits(open[(at + step) % open.length])) return go(step);
  if (review.brief.checks.some(waits)) { sift.clear(); at = -1; show(); return onward(); }
  say(t("allDecided"));
  return undefined;
}

/** Take back the last change that still stands. */
function undo() {
  const undone = new Set();
  for (const entry of [...review.audit].reverse()) {
    if (entry.action === "restore") { undone.add(`${entry.field} ${entry.number}`); continue; }
    if (!undone.delete(`${entry.field} ${entry.number}`)) return restore(entry);
  }
  return say(t("nothingToUndo"));
}

/** The brief as it was made, or the report that it was made of, beside the numbers. */
function beside(which) {
  kept.set("beside", which);
  $("page").hidden = which !== "brief";
  $("original").hidden = which === "brief";
  $("tab-brief").setAttribute("aria-selected", String(which === "brief"));
  $("tab-source").setAttribute("aria-selected", String(which !== "brief"));
  original.show(job);
}

function go(step) {
  if (!open.length || busy) return;
  at = (at + step + open.length) % open.length;
  number();
  queue();
  $("number").focus({ preventScroll: true });
  $("number").scrollIntoView({ block: "nearest" });
}

const mayChange = (check, action) => check && check.verdict !== sift.LEFT && !$(action).disabled;

/** Open the form for an action; what was typed there before and not saved is in it again. */
function edit(action, mayAsk = true) {
  const check = open[at];
  if (!mayChange(check, action) || busy || (mayAsk && !isNamed())) return;
  editing = action;
  const draft = kept.get(draftOf(check, action));
  $("label").textContent = t({ accept: "reason", correct: "words", remove: "why" }[action]);
  $("do").textContent = t(`do${action}`);
  $("words").value = draft || (action === "correct" ? textOf(check.field) : "");
  $("words").rows = action === "correct" ? 5 : 2;
  $("words").lang = action === "correct" ? $("text").lang : state.language;
  $("reason-of").hidden = action !== "correct";
  $("gone").hidden = action !== "remove";
  $("gone").replaceChildren(made("del", sentenceOf(check)));
  $("edit").hidden = false;
  for (const one of ["accept", "correct", "remove"]) $(one).setAttribute("aria-expanded", String(one === action));
  if (!mayAsk) return;
  $("words").focus();
  $("edit").scrollIntoView({ block: "nearest" });
}

function stopEditing() {
  editing = null;
  $("edit").hidden = true;
  for (const one of ["accept", "correct", "remove"]) $(one).setAttribute("aria-expanded", "false");
}

function cancel() {
  if (open[at] && editing) kept.set(draftOf(open[at], editing), "");
  stopEditing();
  $("number").focus();
}

function isNamed() {
  if ($("who").value.trim()) return true;
  say(t("unnamed"), "fault");
  $("who").focus();
  return false;
}

async function change(body, done) {
  if (busy || !isNamed()) return;
  busy = true;
  say(t("wait"), "busy");
  const changed = await ask(`/v1/briefs/${job}/review`, {
    ...sent({ version: review.version, who: $("who").value.trim(), ...body }),
    refused: (status) => { if (status === 409) anew(true); },
  });
  busy = false;
  if (!changed) return;
  review = changed;
  done();
  show();
  say(t("saved"));
  if (body.action !== "accept") $("page").contentWindow.location.reload();
  $("number").focus({ preventScroll: true });
}

function save() {
  const check = open[at], action = editing, words = $("words").value;
  if (!check || !action) return;
  const reason = action === "correct" ? $("because").value : words;
  if (action !== "remove" && !reason.trim()) {
    if (action === "correct") $("because").focus();
    return say(t(action === "correct" ? "needWhy" : "needReason"), "fault");
  }
  const { field, start, end } = check;
  return change({ action, field, start, end, reason, ...(action === "correct" ? { text: words } : {}) }, () => {
    kept.set(draftOf(check, action), "");
    $("because").value = "";
    const next = sift.chosen(review, placeOf, accepted), here = next.findIndex((one) => same(one, check));
    if (here >= 0) at = here;
    const later = (index) => (at + index) % next.length;
    const waits = (one) => one.verdict !== "supported" && one.verdict !== sift.LEFT && !accepted(one);
    if (action === "accept") for (let step = here < 0 ? 0 : 1; step < next.length; step += 1) if (waits(next[later(step)])) { at = later(step); break; }
  });
}

function restore(entry) {
  return change({ action: "restore", field: entry.field, start: 0, end: 0, entry: entry.version }, () => {});
}

/** The brief as it stands now; ``told`` the reader why, where another one changed it. */
async function anew(refused) {
  const found = await ask(`/v1/briefs/${job}/review`);
  if (!found || found.version === review?.version) return;
  const typing = editing && kept.get(draftOf(open[at], editing));
  review = found;
  place();
  show();
  $("page").contentWindow.location.reload();
  say([t("updated"), typing ? t("kept") : ""].join(state.language === "zh" ? "" : " "), refused ? "fault" : "");
}

/** Where the reader was, as far as it still is there. */
function place() {
  at = Math.max(0, sift.chosen(review, placeOf, accepted).findIndex((check) => `${check.field} ${check.start}` === kept.get(`at ${job}`)));
}

/** Open the brief of the job ``wanted``. */
export async function load(wanted) {
  [job, review] = [wanted, null];
  $("review").hidden = true;
  const [found, about] = [await ask(`/v1/briefs/${job}/review`), await ask(`/v1/briefs/${job}`)];
  if (!found || job !== wanted) return;
  [review, told] = [found, about];
  $("review").hidden = false;
  $("to-draft").href = `#${job}/draft`;
  sift.begin(review);
  place();
  show();
  $("tab-brief").hidden = !told?.files.html;
  beside(told?.files.html ? kept.get("beside") || "brief" : "source");
  if (told?.files.html) $("page").contentWindow.location.replace(told.files.html);
}

/** Nothing is under review any more. */
export function leave() {
  [job, review, open] = [null, null, []];
  $("page").contentWindow.location.replace("about:blank");
}

/** The same in another language. */
export function again() {
  if (!review) return;
  sift.again();
  show();
  original.again();
}

/** The brief as it stands with its record of changes, as a file. */
function exported() {
  const link = made("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(review, null, 2)], { type: "application/json" }));
  link.download = `review-${job}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

$("page").onload = () => { if (open[at]) light(open[at]); };
$("next").onclick = () => go(1);
$("previous").onclick = () => go(-1);
for (const action of ["accept", "correct", "remove"]) $(action).onclick = () => (editing === action ? cancel() : edit(action));
$("cancel").onclick = cancel;
$("export").onclick = exported;
$("undo").onclick = undo;
$("onward").onclick = onward;
$("tab-brief").onclick = () => beside("brief");
$("tab-source").onclick = () => beside("source");
sift.changed(() => { at = 0; show(); });
$("edit").onsubmit = (event) => { event.preventDefault(); save(); };
$("words").oninput = () => { if (editing && open[at]) kept.set(draftOf(open[at], editing), $("words").value); };
addEventListener("focus", () => { if (review && !busy) anew(false); });

const KEYS = { j: () => go(1), k: () => go(-1), a: () => edit("accept"), c: () => edit("correct"), x: () => edit("remove"), b: () => { location.hash = ""; },
  n: onward, u: undo, p: () => { if (!$("tab-brief").hidden) beside("brief"); }, o: () => beside("source"), d: () => { location.hash = `${job}/draft`; },
  "/": () => $("find").focus(), 1: () => sift.by("open"), 2: () => sift.by("supported"), 3: () => sift.by("review"), 4: () => sift.by("rejected"), 5: () => sift.by(sift.LEFT),
};
/** What a key does here; whether it does anything. */
export function key(event) {
  if (event.key === "Escape" && editing) { cancel(); return true; }
  if (event.key === "Escape" && event.target === $("find")) { $("find").value = ""; sift.by(""); $("number").focus(); return true; }
  if (event.key === "Enter" && event.target === $("find")) { $("number").focus(); return true; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editing) { $("edit").requestSubmit(); return true; }
  if (!review || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select") || !KEYS[event.key]) return false;
  KEYS[event.key]();
  return true;
}
