// The page as a whole: which part is shown, in which language, for whom.
import { $, ask, kept, say, state, t, told } from "/tools.js";
import * as jobs from "/jobs.js";
import * as review from "/review.js";
import * as draft from "/draft.js";
import * as library from "/library.js";

function speak() {
  document.documentElement.lang = state.language;
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = t(one.dataset.t);
  for (const one of document.querySelectorAll("[data-p]")) one.placeholder = t(one.dataset.p);
  for (const one of document.querySelectorAll("[data-l]")) one.setAttribute("aria-label", t(one.dataset.l));
  $("language").textContent = t("other");
  $("language").lang = state.language === "zh" ? "en" : "zh";
}

function turn() {
  state.language = state.language === "zh" ? "en" : "zh";
  kept.set("language", state.language);
  speak();
  jobs.again();
  review.again();
  draft.again();
  library.again();
}

async function route() {
  const wanted = location.hash.slice(1), [, number = null, own = ""] = wanted.match(/^(\d+)(\/draft)?$/) ?? [];
  const [, several = ""] = wanted.match(/^compare\/([\d,]+)$/) ?? [];
  $("login").hidden = true;
  $("jobs").hidden = Boolean(number || several || wanted === "index");
  $("review").hidden = true;
  say("");
  draft.leave();
  library.leave();
  if (several || wanted === "index") {
    review.leave();
    if (several) library.compare(several);
    else await library.index();
  } else if (own) {
    review.leave();
    await draft.load(number);
  } else if (number) await review.load(number);
  else {
    review.leave();
    document.title = t("title");
    await Promise.all([jobs.choices(), jobs.list(false)]);
  }
}

$("language").onclick = turn;
$("who").value = kept.get("who");
$("who").oninput = () => kept.set("who", $("who").value);
$("help-open").onclick = () => $("help").showModal();
$("login").onsubmit = async (event) => {
  event.preventDefault();
  const token = $("token").value.trim();
  $("token").value = "";
  const answer = await fetch("/v1/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } }).catch(() => null);
  if (answer?.ok) return begin();
  say(answer ? told(await answer.json()) : t("lost"), "fault");
};
document.onkeydown = (event) => {
  if (document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input, textarea, select");
  if (draft.key(event) || review.key(event)) event.preventDefault();
  else if (!typing && event.key === "?") $("help").showModal();
  else if (!typing && event.key === "l" && !event.ctrlKey && !event.metaKey && !event.altKey) turn();
};
onhashchange = route;

/** Whose token it is signs the changes; a name typed by hand does so where the token has none. */
async function known() {
  const session = await ask("/v1/session");
  $("leave").hidden = !session?.token;
  $("who").readOnly = Boolean(session?.who);
  if (session?.who) $("who").value = session.who;
  document.body.dataset.role = session?.role ?? "admin"; // what the role may not do is not offered
}

$("leave").onclick = async () => {
  if (await ask("/v1/session", { method: "DELETE" })) location.reload();
};

async function begin() {
  state.names = await ask("/words.json");
  await known();
  await route();
}
state.language = kept.get("language") || (navigator.language.startsWith("zh") ? "zh" : "en");
speak();
begin();
