// What all parts of the page stand on: words, elements, questions to the service, what is said to the reader.
// Every word of a report enters as text (textContent), never as markup.
import { WORDS } from "/words.js";

export const $ = (id) => document.getElementById(id);
export const SIGNS = { supported: "✓", review: "?", rejected: "✗" };
export const state = { language: "zh", names: null };
export const t = (word, ...given) => {
  const said = WORDS[state.language][word] ?? (word.startsWith("status") ? "" : word);
  return typeof said === "function" ? said(...given) : said;
};
/** The program's own name of a verdict, reason or field, in the page's language. */
export const named = (group, key) => state.names?.[group]?.[key]?.[state.language === "zh" ? 0 : 1] ?? key;

export function made(tag, text, className) {
  const one = document.createElement(tag);
  if (text !== undefined) one.textContent = text;
  if (className) one.className = className;
  return one;
}

let quiet = 0;
/** Say a sentence: "fault" stays until the next, "busy" until what is waited for has come, others go by themselves. */
export function say(sentence, kind = "") {
  clearTimeout(quiet);
  $("said").textContent = sentence;
  $("said").className = kind;
  $("said").hidden = !sentence;
  if (sentence && !kind) quiet = setTimeout(() => say(""), 6000);
}

/** The answer to a question, or null where there is none: then the reader was told why. */
export async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { ...options, credentials: "same-origin" });
  } catch {
    say(t("lost"), "fault");
    return null;
  }
  if (answer.status === 401) {
    for (const main of document.querySelectorAll("main")) main.hidden = true;
    $("login").hidden = false;
    $("token").focus();
    say("");
    return null;
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({ detail: String(answer.status) }));
    say(told(problem, answer.status), "fault");
    options.refused?.(answer.status, problem);
    return null;
  }
  return answer.status === 204 ? true : answer.json();
}

/** What went wrong, in the page's language where there are words for it. */
export const told = (problem, status = problem.status) => state.language === "zh"
  ? problem.detail_zh || [t(`status${status}`), problem.detail].filter(Boolean).join(" ") : problem.detail;
/** Why a report is as it is, in the page's language where there are words for it. */
export const reasonOf = (one) => (state.language === "zh" && one.reason_zh) || one.reason;

export const sent = (body) => ({
  method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
});

/** What is known of a report (title, issuer), in the language of the page where it is there. */
export const known = (one, what) => (state.language === "en" && one.about[`${what}_en`]) || one.about[what];
/** A point in time as people here write it. */
export const when = (iso) => (iso ? new Date(iso).toLocaleString(state.language, { dateStyle: "medium", timeStyle: "short" }) : "");

/** Kept in this browser; a browser that keeps nothing works all the same. */
export const kept = {
  get: (key) => { try { return localStorage.getItem(key) || ""; } catch { return ""; } },
  set: (key, value) => { try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch { /* as said */ } },
};
