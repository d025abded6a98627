// The review page. Every word of a report enters as text (textContent), never as markup.
"use strict";

const WORDS = {
  zh: {
    title: "报告简报", reviewer: "审阅人", token: "访问令牌", enter: "进入", drop: "把报告拖到这里，或点此选择文件",
    kinds: "纯文本、HTML、DOCX、PDF", report: "报告", state: "状态", more: "更多", previous: "上一处", next: "下一处",
    evidence: "原文依据", accept: "认可", correct: "改正", remove: "删去此句", save: "保存并核对", cancel: "取消",
    none: "没有需要审阅的数字。", log: "修改记录", export: "导出", sending: "正在上传……", original: "原稿",
    reason: "认可的理由", words: "改正后的全文", unnamed: "请先填写审阅人。", saved: "已保存，全部数字已重新核对。",
    acceptedBy: "已认可", nobody: "原文中没有找到依据。", lost: "连接中断，正在重试……", of: "共", wait: "正在核对……",
    pending: "等待中", running: "处理中", done: "完成", incomplete: "不完整", failed: "失败", cancelled: "已取消",
    supported: "有据", review: "待核", rejected: "不符",
    reading: "阅读", extracting: "提取", verifying: "核对", model: "模型撰写", other: "English",
  },
  en: {
    title: "Briefs of reports", reviewer: "Reviewer", token: "Access token", enter: "Enter",
    drop: "Drop a report here, or choose a file", kinds: "Plain text, HTML, DOCX, PDF", report: "Report", state: "State",
    more: "More", previous: "Previous", next: "Next", evidence: "Evidence in the source", accept: "Accept",
    correct: "Correct", remove: "Remove sentence", save: "Save and verify", cancel: "Cancel",
    none: "No number needs a review.", log: "Changes", export: "Export", sending: "Uploading…", original: "as first made",
    reason: "Why the number is right", words: "The whole text, corrected", unnamed: "Say first who reviews.",
    saved: "Saved; every number was verified again.", acceptedBy: "Accepted by", nobody: "Nothing was found in the source.",
    lost: "The connection was lost; trying again…", of: "of", wait: "Verifying…",
    pending: "waiting", running: "working", done: "done", incomplete: "incomplete", failed: "failed",
    cancelled: "cancelled", supported: "supported", review: "review", rejected: "rejected",
    reading: "reading", extracting: "extracting", verifying: "verifying", model: "model writes", other: "中文",
  },
};
const $ = (id) => document.getElementById(id);
const SIGNS = { supported: "✓", review: "?", rejected: "✗" };
let language = localStorage.getItem("language") || (navigator.language.startsWith("zh") ? "zh" : "en");
let job = null, review = null, open = [], at = 0, editing = null, after = 0, busy = false;
const t = (word) => WORDS[language][word] ?? word;

function made(tag, text, className) {
  const one = document.createElement(tag);
  if (text !== undefined) one.textContent = text;
  if (className) one.className = className;
  return one;
}

function say(sentence, fault) {
  $("said").textContent = sentence;
  $("said").className = fault ? "fault" : "";
}

function speak() {
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = t(one.dataset.t);
  $("language").textContent = t("other");
  $("language").lang = language === "zh" ? "en" : "zh";
}

async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, credentials: "same-origin" });
  } catch {
    say(t("lost"), true);
    return null;
  }
  if (answer.status === 401) {
    $("login").hidden = false;
    $("token").focus();
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({ detail: String(answer.status) }));
    say(problem.detail, true);
    if (answer.status === 409 && review) await load(false);
    return null;
  }
  return answer.status === 204 ? true : answer.json();
}

const sent = (body) => ({ method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// --- jobs -----------------------------------------------------------------------------------------------------------

function row(one) {
  const line = $("list").querySelector(`[data-id="${one.id}"]`) || made("tr");
  line.dataset.id = one.id;
  const cell = made("td"), state = made("td"), name = one.about.title || one.name;
  if (one.files.html) {
    const link = made("a", name);
    link.href = `#${one.id}`;
    cell.append(link);
  } else cell.append(name);
  cell.append(made("br"), made("small", one.name));
  const step = one.stage ? ` · ${t(one.stage)}${one.total ? ` ${one.done}/${one.total}` : ""}` : "";
  state.append(t(one.state) + step);
  if (one.reason) state.append(made("br"), made("small", one.reason));
  const counts = ["supported", "review", "rejected"].map((verdict) => made("td", one.counts[verdict], `q ${verdict}`));
  line.replaceChildren(cell, state, ...counts);
  return line;
}

function follow(number, opening) {
  const events = new EventSource(`/v1/briefs/${number}/events`);
  events.addEventListener("job", (event) => {
    const one = JSON.parse(event.data);
    if (!$("list").querySelector(`[data-id="${one.id}"]`)) $("list").prepend(row(one));
    else row(one);
    if (one.state === "pending" || one.state === "running") {
      if (opening) say(`${one.name}: ${t(one.state)}${one.stage ? ` · ${t(one.stage)}` : ""}`);
      return;
    }
    events.close();
    if (opening && one.files.html && !location.hash.slice(1)) location.hash = String(one.id);
    if (opening && !one.files.html) say(`${one.name}: ${one.reason}`, true);
  });
  events.onerror = () => { if (events.readyState === EventSource.CLOSED) say(t("lost"), true); };
}

async function list(more) {
  const page = await ask(`/v1/briefs?limit=100&after=${more ? after : 0}`);
  if (!page) return;
  if (!more) $("list").replaceChildren();
  for (const one of page.jobs) {
    $("list").prepend(row(one));
    if (one.state === "pending" || one.state === "running") follow(one.id, false);
  }
  after = page.next;
  $("more").hidden = page.next === null;
}

async function send(file) {
  say(t("sending"));
  const form = new FormData();
  form.append("file", file);
  const one = await ask("/v1/briefs", { method: "POST", body: form });
  $("file").value = "";
  if (one) follow(one.id, true);
}

// --- review ---------------------------------------------------------------------------------------------------------

function textOf(field) {
  let here = review.brief.report;
  for (const [, name, inside] of field.matchAll(/([^.[\]]+)|\[([^\]]+)\]/g)) here = here?.[name ?? inside];
  return typeof here === "string" ? here : "";
}

// Offsets of the API are code points; those of JavaScript strings are not.
function marked(target, text, start, end) {
  const points = [...text];
  target.replaceChildren(points.slice(0, start).join(""), made("mark", points.slice(start, end).join("")), points.slice(end).join(""));
}

const accepted = (check) => review.accepted.find((one) => one.field === check.field && one.start === check.start && one.end === check.end);

function show() {
  const { report, checks, ledger } = review.brief;
  $("name").textContent = report.title.zh || report.document.name;
  $("counts").replaceChildren(...["supported", "review", "rejected"].flatMap((verdict) =>
    [made("b", `${SIGNS[verdict]} ${ledger.counts[verdict]} ${t(verdict)}`, verdict), " "]));
  $("files").replaceChildren(...["html", "md", "docx", "xlsx", "json"].map((kind) => {
    const link = made("a", kind);
    link.href = `/v1/briefs/${job}/brief.${kind}`;
    link.target = "_blank";
    return link;
  }));
  open = checks.filter((check) => check.verdict !== "supported");
  at = Math.max(0, Math.min(at, open.length - 1));
  $("log").replaceChildren(...review.audit.map((entry) => {
    const line = made("li", `${entry.at} ${entry.who}: ${t(entry.action)} ${entry.number} (${entry.field}) ${entry.reason}`);
    if (entry.before !== entry.after) line.append(made("br"), made("del", entry.before), made("br"), made("ins", entry.after));
    return line;
  }));
  number();
}

function number() {
  const check = open[at];
  $("number").hidden = !check;
  $("none").hidden = Boolean(check);
  $("at").textContent = check ? `${at + 1} ${t("of")} ${open.length}` : "";
  stopEditing();
  if (!check) return;
  $("verdict").textContent = `${SIGNS[check.verdict]} ${t(check.verdict)}`;
  $("verdict").className = check.verdict;
  $("field").textContent = check.field;
  marked($("text"), textOf(check.field), check.start, check.end);
  $("why").textContent = check.explanation;
  const places = check.evidence.map((piece) => made("li", piece.text));
  $("evidence").replaceChildren(...(places.length ? places : [made("li", t("nobody"))]));
  const known = accepted(check);
  $("accepted").textContent = known ? `${t("acceptedBy")} ${known.who}: ${known.reason}` : "";
}

function go(step) {
  if (!open.length) return;
  at = (at + step + open.length) % open.length;
  number();
  $("number").focus();
}

function edit(action) {
  if (!open[at] || !named()) return;
  editing = action;
  $("label").textContent = t(action === "accept" ? "reason" : "words");
  $("words").value = action === "accept" ? "" : textOf(open[at].field);
  $("edit").hidden = false;
  $("words").focus();
}

function stopEditing() {
  editing = null;
  $("edit").hidden = true;
}

function named() {
  if ($("who").value.trim()) return true;
  say(t("unnamed"), true);
  $("who").focus();
  return false;
}

async function change(action, more) {
  const check = open[at];
  if (!check || busy || !named()) return;
  busy = true;
  say(t("wait"));
  const body = { version: review.version, who: $("who").value.trim(), action, field: check.field, start: check.start, end: check.end, ...more };
  const changed = await ask(`/v1/briefs/${job}/review`, sent(body));
  busy = false;
  if (!changed) return;
  review = changed;
  if (action === "accept" && at < open.length - 1) at += 1;
  show();
  say(t("saved"));
  if (action !== "accept") $("page").contentWindow.location.reload();
  $("number").focus();
}

async function load(anew = true) {
  const found = await ask(`/v1/briefs/${job}/review`);
  if (!found) return;
  review = found;
  if (anew) at = 0;
  show();
  $("page").src = `/v1/briefs/${job}/brief.html`;
}

function save() {
  const link = made("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(review, null, 2)], { type: "application/json" }));
  link.download = `review-${job}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

// --- what the hand does -----------------------------------------------------------------------------------------------

async function route() {
  const wanted = location.hash.slice(1);
  job = /^\d+$/.test(wanted) ? wanted : null;
  $("jobs").hidden = Boolean(job);
  $("review").hidden = !job;
  say("");
  if (job) await load();
  else {
    review = null;
    await list(false);
  }
}

$("language").onclick = () => {
  language = language === "zh" ? "en" : "zh";
  localStorage.setItem("language", language);
  speak();
  if (review) show();
  else list(false);
};
$("who").value = localStorage.getItem("who") || "";
$("who").oninput = () => localStorage.setItem("who", $("who").value);
$("login").onsubmit = async (event) => {
  event.preventDefault();
  const token = $("token").value.trim();
  $("token").value = "";
  if (await ask("/v1/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } })) {
    $("login").hidden = true;
    route();
  }
};
$("file").onchange = () => { if ($("file").files[0]) send($("file").files[0]); };
$("drop").ondragover = (event) => { event.preventDefault(); $("drop").classList.add("over"); };
$("drop").ondragleave = () => $("drop").classList.remove("over");
$("drop").ondrop = (event) => {
  event.preventDefault();
  $("drop").classList.remove("over");
  if (event.dataTransfer.files[0]) send(event.dataTransfer.files[0]);
};
$("more").onclick = () => list(true);
$("next").onclick = () => go(1);
$("previous").onclick = () => go(-1);
$("accept").onclick = () => edit("accept");
$("correct").onclick = () => edit("correct");
$("remove").onclick = () => change("remove", {});
$("cancel").onclick = () => { stopEditing(); $("number").focus(); };
$("export").onclick = save;
$("edit").onsubmit = (event) => {
  event.preventDefault();
  change(editing, editing === "accept" ? { reason: $("words").value } : { text: $("words").value });
};
document.onkeydown = (event) => {
  if (event.key === "Escape" && editing) return $("cancel").onclick();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && editing) return $("edit").requestSubmit();
  if (!job || event.ctrlKey || event.metaKey || event.altKey || /INPUT|TEXTAREA/.test(event.target.tagName)) return;
  const act = { j: () => go(1), k: () => go(-1), a: () => edit("accept"), c: () => edit("correct"), x: () => change("remove", {}) }[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
};
onhashchange = route;
speak();
route();
