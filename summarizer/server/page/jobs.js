// All reports: handing in, watching the stages, opening, deleting.
import { $, SIGNS, ask, made, named, say, t, when } from "/tools.js";

const STAGES = ["stageWait", "stageRead", "stageWrite", "stageCheck"];
const following = new Map(), shown = new Map();
let before = null;

/** Which of the stages a job is in. */
function stageOf(one) {
  if (one.state === "pending") return 0;
  if (one.stage === "" || one.stage === "reading") return 1;
  return one.stage === "verifying" ? 3 : 2;
}

function steps(one) {
  const list = made("ol", undefined, "steps"), now = stageOf(one);
  list.append(...STAGES.map((stage, at) => {
    const step = made("li", t(stage), at < now ? "past" : at === now ? "now" : "");
    if (at === now) {
      step.setAttribute("aria-current", "step");
      if (one.total) {
        const progress = made("progress");
        [progress.max, progress.value] = [one.total, one.done];
        step.append(` ${one.done}/${one.total}`, progress);
      }
    }
    return step;
  }));
  return list;
}

function wanted(one) {
  const said = [];
  if (one.model && one.model !== "none") said.push(one.model);
  if (one.length !== "standard") said.push(t(one.length));
  if (one.lang.length === 1) said.push(t(one.lang[0] === "zh" ? "onlyZh" : "onlyEn"));
  if (one.theme.length) said.push(one.theme.join("、"));
  return said;
}

function fill(line, one) {
  const name = one.about.title || one.name, open = Boolean(one.files.json);
  const title = made(open ? "a" : "span", name, "title");
  if (open) title.href = `#${one.id}`;
  const about = [one.name === name ? "" : one.name, when(one.created), ...wanted(one)].filter(Boolean).join(" · ");
  const tally = made("span", undefined, "tally");
  if (open) {
    for (const verdict of Object.keys(SIGNS)) {
      const count = made("span", `${SIGNS[verdict]} ${one.counts[verdict]}`, verdict);
      count.title = named("verdicts", verdict);
      tally.append(count);
    }
  }
  if (one.state !== "done") tally.prepend(made("span", t(one.state), `chip ${one.state}`));
  const remove = made("button", "×", "delete quiet");
  remove.type = "button";
  remove.setAttribute("aria-label", `${t("delete")}: ${name}`);
  remove.onclick = () => removed(one.id, name);
  line.replaceChildren(title, made("small", about), tally, remove);
  if (one.state === "pending" || one.state === "running") line.append(steps(one));
  else if (one.reason) line.append(made("small", one.reason, one.state === "done" ? "" : "rejected"));
}

/** The report's line, where it stands or made anew; newest first. */
function row(one) {
  let line = $("list").querySelector(`[data-id="${one.id}"]`);
  if (!line) {
    line = made("li");
    line.dataset.id = one.id;
    const older = [...$("list").children].find((other) => Number(other.dataset.id) < one.id);
    $("list").insertBefore(line, older ?? null);
  }
  shown.set(one.id, one);
  fill(line, one);
  $("empty").hidden = true;
}

/** Watch a job until it is finished; one that was just handed in is opened then, unless the reader went elsewhere. */
function follow(number, opening) {
  if (following.has(number)) return;
  const events = new EventSource(`/v1/briefs/${number}/events`);
  following.set(number, events);
  events.addEventListener("job", (event) => {
    const one = JSON.parse(event.data);
    row(one);
    if (one.state === "pending" || one.state === "running") return;
    events.close();
    following.delete(number);
    if (opening && one.files.json && !location.hash.slice(1)) location.hash = String(one.id);
    if (opening && !one.files.json) say(`${one.name}: ${one.reason}`, "fault");
  });
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    following.delete(number);
    setTimeout(async () => {
      const one = await ask(`/v1/briefs/${number}`);
      if (one) { row(one); if (one.state === "pending" || one.state === "running") follow(number, opening); }
    }, 3000);
  };
}

/** Show all reports, the newest page; with ``more`` the following one too. */
export async function list(more) {
  const page = await ask(`/v1/briefs?limit=50&before=${more ? before : 2 ** 53}`);
  if (!page) return;
  if (!more) { $("list").replaceChildren(); shown.clear(); }
  for (const one of page.jobs) {
    row(one);
    if (one.state === "pending" || one.state === "running") follow(one.id, false);
  }
  before = page.next;
  $("more").hidden = page.next === null;
  $("empty").hidden = shown.size > 0;
}

/** The same lines in another language. */
export function again() {
  for (const one of shown.values()) row(one);
}

async function send(file) {
  say(t("sending", file.name), "busy");
  const form = new FormData();
  form.append("file", file);
  if ($("model").value) form.append("model", $("model").value);
  form.append("length", $("length").value);
  for (const lang of $("lang").value.split(",")) form.append("lang", lang);
  for (const theme of $("theme").value.split(/[\s,，、;；]+/).filter(Boolean)) form.append("theme", theme);
  const one = await ask("/v1/briefs", { method: "POST", body: form });
  $("file").value = "";
  if (!one) return;
  row(one);
  if (one.files.json) {
    say(t("known"));
    location.hash = String(one.id);
  } else {
    say(t("taken", one.name));
    follow(one.id, true);
  }
}

function removed(number, name) {
  const dialog = $("sure");
  $("sure-of").textContent = t("sure", name);
  dialog.returnValue = "no";
  dialog.onclose = async () => {
    if (dialog.returnValue !== "yes" || !(await ask(`/v1/briefs/${number}`, { method: "DELETE" }))) return;
    $("list").querySelector(`[data-id="${number}"]`)?.remove();
    shown.delete(number);
    $("empty").hidden = shown.size > 0;
    say(t("deleted"));
  };
  dialog.showModal();
}

/** The models that may be chosen; with one there is nothing to choose. */
export async function choices() {
  const told = await ask("/v1/models");
  if (!told) return;
  $("model").replaceChildren(...told.models.map((name) => {
    const option = made("option", name === "none" ? t("noModel") : name);
    option.value = name;
    return option;
  }));
  $("model-of").hidden = told.models.length < 2;
}

$("file").onchange = () => { if ($("file").files[0]) send($("file").files[0]); };
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => { event.preventDefault(); $("drop").classList.add("over"); });
}
addEventListener("dragleave", (event) => { if (!event.relatedTarget) $("drop").classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  if (event.dataTransfer.files[0] && !$("jobs").hidden) send(event.dataTransfer.files[0]);
});
$("more").onclick = () => list(true);
