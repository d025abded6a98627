// All reports: handing in, watching the stages, opening, deleting.
import { $, SIGNS, ask, kept, known, made, named, reasonOf, say, sent, t, told, when } from "/tools.js";
import * as own from "/draft.js";

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
  const name = nameOf(one), open = Boolean(one.files.json);
  const title = made(open ? "a" : "span", name, "title");
  if (open) title.href = `#${one.id}`;
  const about = [known(one, "issuer") ?? "", one.about.year ?? "", one.name === name ? "" : one.name, when(one.created), ...wanted(one)].filter(Boolean).join(" · ");
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
  const more = made("span", undefined, "line-acts");
  if (open) more.append(...lineActs(one));
  line.replaceChildren(title, made("small", about), tally, remove, more);
  if (unfinished(one)) line.append(steps(one), act(one, "cancel"));
  else if (one.reason && one.state !== "cancelled") line.append(made("small", reasonOf(one), one.state === "done" ? "" : "rejected"));
  if (["failed", "cancelled", "incomplete"].includes(one.state)) line.append(act(one, "again"));
}

const nameOf = (one) => one.label || known(one, "title") || one.name;
const chosen = new Set();

/** What is done with a finished report from the list: chosen to be compared, checked against, called otherwise. */
function lineActs(one) {
  const pick = made("label", undefined, "switch"), box = made("input"), own = made("a", t("toDraft")), call = made("button", t("doRename"), "quiet");
  [box.type, box.checked] = ["checkbox", chosen.has(one.id)];
  box.onchange = () => { if (box.checked) chosen.add(one.id); else chosen.delete(one.id); comparing(); };
  pick.append(box, made("span", t("pick")));
  own.href = `#${one.id}/draft`;
  call.type = "button";
  call.onclick = () => rename(one);
  return [pick, own, call];
}

/** The button that compares what is chosen: it says what is still wanted. */
function comparing() {
  for (const id of [...chosen]) if (!shown.has(id)) chosen.delete(id);
  const issuers = new Set([...chosen].map((id) => shown.get(id).about.issuer));
  $("compare").hidden = !chosen.size;
  $("compare").disabled = chosen.size < 2 || issuers.size > 1;
  $("compare").textContent = chosen.size < 2 ? t("pickMore") : issuers.size > 1 ? t("oneIssuer") : t("doCompare", chosen.size);
}

function rename(one) {
  const dialog = $("rename");
  $("new-name").value = nameOf(one);
  dialog.returnValue = "no";
  dialog.onclose = async () => {
    if (dialog.returnValue !== "yes") return;
    const label = $("new-name").value.trim();
    const answer = await ask(`/v1/briefs/${one.id}/label`, { ...sent({ label: label === known(one, "title") ? "" : label }), method: "PUT" });
    if (answer) row({ ...one, label: answer.label });
  };
  dialog.showModal();
  $("new-name").select();
}

/** The lines under their issuers, the latest year first; else the newest report first. */
function arrange() {
  const list = $("list"), lines = [...list.querySelectorAll("li[data-id]")], key = (line) => shown.get(Number(line.dataset.id));
  for (const head of list.querySelectorAll(".group")) head.remove();
  if (!$("grouped").checked) {
    lines.sort((one, other) => Number(other.dataset.id) - Number(one.dataset.id));
    list.append(...lines);
    return;
  }
  const issuer = (line) => key(line).about.issuer || t("noIssuer"), year = (line) => key(line).about.year || "";
  lines.sort((one, other) => issuer(one).localeCompare(issuer(other), "zh") || year(other).localeCompare(year(one)) || Number(other.dataset.id) - Number(one.dataset.id));
  let last = "";
  for (const line of lines) {
    if (issuer(line) !== last) {
      last = issuer(line);
      list.append(made("li", last, "group"));
    }
    list.append(line);
  }
}

/** A button that cancels a report, or tries it anew. */
function act(one, what) {
  const button = made("button", t(`do${what}`), "quiet act");
  button.type = "button";
  button.onclick = async () => {
    const now = await ask(`/v1/briefs/${one.id}/${what}`, { method: "POST" });
    if (!now) return;
    row(now);
    if (unfinished(now)) follow(now.id, false);
  };
  return button;
}

/** The report's line, where it stands or made anew; newest first. */
function row(one) {
  let line = $("list").querySelector(`[data-id="${one.id}"]`);
  if (!line) {
    line = made("li");
    line.dataset.id = one.id;
    const older = $("grouped").checked ? null : [...$("list").children].find((other) => Number(other.dataset.id) < one.id);
    $("list").insertBefore(line, older ?? null);
  }
  const before = shown.get(one.id);
  shown.set(one.id, one);
  fill(line, one);
  $("empty").hidden = true;
  if ($("grouped").checked && before?.about.issuer !== one.about.issuer) arrange();
}

// One question for all unfinished reports: a stream for each would use up the few connections that a browser opens.
const EVERY = 1000;
let asking = 0;

/** Watch a job until it is finished; one that was just handed in is opened then, unless the reader went elsewhere. */
function follow(number, opening) {
  following.set(number, opening || following.get(number) || false);
  if (!asking) asking = setTimeout(look, EVERY);
}

async function look() {
  const numbers = [...following.keys()].slice(0, 500);
  const page = document.hidden ? null : await ask(`/v1/briefs?${numbers.map((number) => `id=${number}`).join("&")}`);
  const told = new Map((page?.jobs ?? []).map((one) => [one.id, one]));
  for (const number of page ? numbers : []) {
    const one = told.get(number), opening = following.get(number);
    if (one) row(one);
    if (one && unfinished(one)) continue;
    following.delete(number);
    if (!one) { gone(number); continue; }
    if (!opening) continue;
    if (one.files.json && !location.hash.slice(1)) location.hash = String(one.id);
    if (!one.files.json && one.state !== "cancelled") say(`${one.name}: ${reasonOf(one)}`, "fault");
  }
  asking = following.size ? setTimeout(look, EVERY) : 0;
}

const unfinished = (one) => one.state === "pending" || one.state === "running";

function gone(number) {
  $("list").querySelector(`[data-id="${number}"]`)?.remove();
  shown.delete(number);
  $("empty").hidden = shown.size > 0;
}

/** Show all reports, the newest page; with ``more`` the following one too. */
export async function list(more) {
  const page = await ask(`/v1/briefs?limit=50&before=${more ? before : 2 ** 53}`);
  if (!page) return;
  if (!more) { $("list").replaceChildren(); shown.clear(); }
  for (const one of page.jobs) {
    row(one);
    if (unfinished(one)) follow(one.id, false);
  }
  arrange();
  comparing();
  before = page.next;
  $("more").hidden = page.next === null;
  $("empty").hidden = shown.size > 0;
}

/** The same lines in another language. */
export function again() {
  for (const one of shown.values()) row(one);
  arrange();
  comparing();
}

/** Hand in one file after the other; one that is refused says why in a line of its own, and keeps none back. */
async function send(files) {
  const several = files.length > 1;
  for (const file of files) {
    say(t("sending", file.name), "busy");
    const form = new FormData();
    form.append("file", file);
    if ($("model").value) form.append("model", $("model").value);
    form.append("length", $("length").value);
    for (const lang of $("lang").value.split(",")) form.append("lang", lang);
    for (const theme of $("theme").value.split(/[\s,，、;；]+/).filter(Boolean)) form.append("theme", theme);
    const refused = several ? (status, problem) => turnedDown(file.name, told(problem)) : undefined;
    const one = await ask("/v1/briefs", { method: "POST", body: form, refused });
    if (!one) continue;
    row(one);
    if (unfinished(one)) follow(one.id, !several);
    if (several) say(t("taken", one.name));
    else if (one.files.json) {
      say(t("known"));
      location.hash = String(one.id);
    } else say(t("taken", one.name));
  }
  $("file").value = "";
}

/** A file that was not taken in: it is no report of the service, and its line goes with the next loading. */
function turnedDown(name, why) {
  const line = made("li");
  line.append(made("span", name, "title"), made("span", t("failed"), "chip failed"), made("small", why, "rejected"));
  $("list").prepend(line);
  $("empty").hidden = true;
}

function removed(number, name) {
  const dialog = $("sure");
  $("sure-of").textContent = t("sure", name);
  dialog.returnValue = "no";
  dialog.onclose = async () => {
    if (dialog.returnValue !== "yes" || !(await ask(`/v1/briefs/${number}`, { method: "DELETE" }))) return;
    gone(number);
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

$("file").onchange = () => { if ($("file").files.length) send([...$("file").files]); };
for (const name of ["dragenter", "dragover"]) {
  addEventListener(name, (event) => { event.preventDefault(); for (const one of ["drop", "draft-drop"]) $(one).classList.add("over"); });
}
addEventListener("dragleave", (event) => { if (!event.relatedTarget) for (const one of ["drop", "draft-drop"]) $(one).classList.remove("over"); });
addEventListener("drop", (event) => {
  event.preventDefault();
  for (const one of ["drop", "draft-drop"]) $(one).classList.remove("over");
  if (event.dataTransfer.files.length && !$("jobs").hidden) send([...event.dataTransfer.files]);
  if (event.dataTransfer.files.length && !$("draft").hidden) own.open(event.dataTransfer.files[0]);
});
$("grouped").checked = kept.get("grouped") === "yes";
$("grouped").onchange = () => { kept.set("grouped", $("grouped").checked ? "yes" : ""); arrange(); };
$("not-renamed").onclick = () => $("rename").close("no");
$("compare").onclick = () => {
  const order = [...chosen].sort((one, other) => (shown.get(one).about.year || "").localeCompare(shown.get(other).about.year || ""));
  location.hash = `compare/${order.join(",")}`;
};
$("more").onclick = () => list(true);
