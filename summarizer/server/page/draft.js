// One's own text beside a report: pasted, dropped or opened, every number with its verdict in place, given back marked.
import { $, SIGNS, ask, kept, known, made, named, say, sent, state, t, told as toldOf } from "/tools.js";
import { panel, quoted, reasons, spansOf } from "/original.js";

const original = panel($("draft-original"));
const LEFT = "unchecked";
let job = null, told = null, marks = [], at = -1, only = "", file = null, title = "";

const body = () => {
  if (!file) return sent({ text: $("draft-text").value, name: title || t("draftName"), lang: state.language });
  const form = new FormData();
  form.append("file", file);
  form.append("lang", state.language);
  return { method: "POST", body: form };
};

/** Open the place for one's own text beside the report of ``wanted``. */
export async function load(wanted) {
  const about = await ask(`/v1/briefs/${wanted}`);
  if (!about) return;
  if (job !== wanted) [job, told, file, at, only] = [wanted, null, null, -1, ""];
  $("draft").hidden = false;
  $("to-brief").href = `#${job}`;
  $("draft-of").textContent = about.label || known(about, "title") || about.name;
  document.title = `${t("draftTitle")} · ${$("draft-of").textContent}`;
  if (!told) {
    $("draft-text").value = kept.get(`own ${job}`);
    editing();
  } else show();
  await original.show(job);
  if (!told) $("draft-text").focus();
}

/** Nothing is checked any more. */
export function leave() { $("draft").hidden = true; }

/** The same in another language. */
export function again() {
  if ($("draft").hidden) return;
  if (told) show();
  original.again();
}

function editing() {
  $("draft-form").hidden = false;
  $("proof-of").hidden = true;
}

function edit() {
  const mark = marks[at];
  if (told) $("draft-text").value = told.text;
  [told, file] = [null, null];
  editing();
  $("draft-text").focus();
  if (mark) { // the reader goes on where the number stands
    const before = [...$("draft-text").value].slice(0, mark.start).join("").length;
    $("draft-text").setSelectionRange(before, before + mark.text.length);
  }
}

async function check() {
  if (!file && !$("draft-text").value.trim()) { $("draft-text").focus(); return; }
  say(t("wait"), "busy");
  const found = await ask(`/v1/briefs/${job}/draft`, body());
  if (!found) { file = null; return; }
  say("");
  told = found;
  title = file ? found.name : "";
  kept.set(`own ${job}`, found.text.length < 200000 ? found.text : "");
  [only, at] = ["", -1];
  show();
  const open = marks.findIndex((mark) => mark.verdict !== "supported" && mark.verdict !== LEFT);
  if (marks.length) go(open >= 0 ? open : 0, false);
  $("proof").focus({ preventScroll: true });
}

/** Every numeral in the order of the text: those with a verdict, and those without one. */
function numerals() {
  const { checks, unchecked } = told.verification, all = [
    ...checks.map((one) => ({ ...one, check: one })), ...unchecked.map((one) => ({ ...one, verdict: LEFT })),
  ].sort((one, other) => one.start - other.start || other.end - one.end);
  let end = 0;
  return all.filter((one) => { const fits = one.start >= end && one.end > one.start; if (fits) end = one.end; return fits; });
}

const chosen = (mark) => !only || mark.verdict === only;

function show() {
  $("draft-form").hidden = true;
  $("proof-of").hidden = false;
  marks = numerals();
  const points = [...told.text], parts = [];
  let from = 0;
  marks.forEach((mark, index) => {
    parts.push(points.slice(from, mark.start).join(""));
    const one = made("button", mark.text, `mark ${mark.verdict}`);
    one.type = "button";
    one.tabIndex = -1;
    one.title = mark.check ? named("reasons", mark.reason) : `${t("unchecked")}：${named("left", mark.reason)}`;
    if (mark.check) one.append(made("sup", SIGNS[mark.verdict]));
    one.onclick = () => go(index);
    parts.push(one);
    from = mark.end;
  });
  parts.push(points.slice(from).join(""));
  $("proof").replaceChildren(...parts);
  chips();
  card();
}

function chips() {
  const { counts, unchecked } = told.verification;
  const kinds = [...Object.keys(SIGNS).map((verdict) => [verdict, `${SIGNS[verdict]} ${named("verdicts", verdict)}`, counts[verdict]]), [LEFT, t("unchecked"), unchecked.length]];
  $("draft-chips").replaceChildren(...kinds.map(([kind, name, count]) => {
    const one = made("button", `${name} ${count}`, `chip-button ${kind}`);
    one.type = "button";
    one.disabled = !count;
    one.setAttribute("aria-pressed", String(only === kind));
    one.onclick = () => sift(kind);
    return one;
  }));
}

function sift(kind) {
  only = only === kind ? "" : kind;
  chips();
  [...$("proof").querySelectorAll(".mark")].forEach((one, index) => one.classList.toggle("dim", !chosen(marks[index])));
  if (marks[at] && !chosen(marks[at])) step(1);
  card();
}

function step(by) {
  if (!marks.some(chosen)) return;
  let next = at;
  do next = (next + by + marks.length) % marks.length; while (!chosen(marks[next]));
  go(next);
}

function go(index, moving = true) {
  at = index;
  card();
  const one = $("proof").querySelectorAll(".mark")[at];
  if (!one) return;
  const [box, frame] = [one.getBoundingClientRect(), $("proof").getBoundingClientRect()];
  if (box.top < frame.top || box.bottom > frame.bottom) $("proof").scrollBy({ top: box.top - frame.top - frame.height / 3 });
  if (moving) $("draft-card").scrollIntoView({ block: "nearest" });
}

function card() {
  const mark = marks[at];
  $("draft-card").hidden = !mark;
  [...$("proof").querySelectorAll(".mark")].forEach((one, index) => one.toggleAttribute("aria-current", index === at));
  if (!mark) { original.light([]); return; }
  const list = marks.filter(chosen);
  $("draft-at").textContent = list.includes(mark) ? `${list.indexOf(mark) + 1} ${t("of")} ${list.length}` : "";
  $("draft-verdict").className = `badge ${mark.verdict}`;
  $("draft-verdict").textContent = mark.check ? `${SIGNS[mark.verdict]} ${mark.text}` : mark.text;
  $("draft-reason").textContent = mark.check ? `${named("verdicts", mark.verdict)} · ${named("reasons", mark.reason)}` : `${t("unchecked")} · ${named("left", mark.reason)}`;
  const figures = mark.check ? mark.figures.map((id) => told.figures[id]).filter(Boolean) : [];
  $("draft-why").hidden = !mark.check || (mark.verdict === "supported" && mark.reason !== "derived");
  $("draft-why").replaceChildren(...(mark.check ? reasons(mark.check, figures, named("reasons", mark.reason)) : []));
  $("draft-evidence-of").hidden = $("draft-evidence").hidden = !mark.check;
  if (!mark.check) { original.light([]); return; }
  $("draft-evidence").replaceChildren(...(mark.evidence.length ? mark.evidence.map((piece) => quoted(piece, figures)) : [made("li", t("nobody"), "nothing")]));
  original.light(spansOf(mark.check, (id) => told.figures[id]));
}

async function save(kind) {
  if (!told) return;
  say(t("wait"), "busy");
  const answer = await fetch(`/v1/briefs/${job}/draft.${kind}`, { ...body(), credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return say(answer ? toldOf(await answer.json()) : t("lost"), "fault");
  const link = made("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `${(told.name || t("draftName")).replace(/\.[^.]*$/, "")}.${t("checkedName")}.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(t("savedFile", link.download));
}

/** A file that was dropped on the page or chosen: read by the service, and checked at once. */
export function open(given) {
  file = given;
  check();
}

$("draft-form").onsubmit = (event) => { event.preventDefault(); file = null; check(); };
$("draft-text").oninput = () => kept.set(`own ${job}`, $("draft-text").value.length < 200000 ? $("draft-text").value : "");
$("draft-text").onpaste = () => { if (!$("draft-text").value) setTimeout(() => { file = null; check(); }); };
$("draft-file").onchange = () => { if ($("draft-file").files.length) open($("draft-file").files[0]); $("draft-file").value = ""; };
$("draft-edit").onclick = edit;
$("draft-docx").onclick = () => save("docx");
$("draft-html").onclick = () => save("html");
$("draft-next").onclick = () => step(1);
$("draft-previous").onclick = () => step(-1);

const KEYS = {
  j: () => step(1), k: () => step(-1), e: edit, w: () => save("docx"), h: () => save("html"), b: () => { location.hash = job; },
  2: () => sift("supported"), 3: () => sift("review"), 4: () => sift("rejected"), 5: () => sift(LEFT),
};
/** What a key does here; whether it does anything. */
export function key(event) {
  if ($("draft").hidden) return false;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !$("draft-form").hidden) { $("draft-form").requestSubmit(); return true; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select") || !KEYS[event.key]) return false;
  if (!told && event.key !== "b") return false;
  KEYS[event.key]();
  return true;
}
