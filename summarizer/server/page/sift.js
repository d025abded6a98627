// Which numbers are looked at: by verdict, by part of the brief, by what is typed; in which order.
import { $, SIGNS, made, named, t } from "/tools.js";

export const LEFT = "unchecked";
const PARTS = ["opening", "achievements", "problems", "plans", "figures", "title", "issuer", "headings"];
const ORDER = { rejected: 0, review: 1, supported: 2, [LEFT]: 3 };
let verdict = "open", review = null, tell = () => {};

const partOf = (field) => field.match(/^\w+/)?.[0] ?? "";
const typed = () => $("find").value.trim().toLowerCase();

/** Called when another choice is made. */
export function changed(heard) { tell = heard; }

/** Whether anything is left out by what was typed or chosen. */
export const narrowed = () => Boolean(typed() || $("part").value || verdict !== "open");

/** Everything that is open is shown again. */
export function clear() {
  verdict = "open";
  $("find").value = $("part").value = "";
}

/** The choices for a brief, as they are at its opening: what is open, where anything is. */
export function begin(given) {
  review = given;
  clear();
  if (!review.brief.checks.some((check) => check.verdict !== "supported")) verdict = "";
  again();
}

/** The same in another language. */
export function again() {
  const at = $("part").value, used = new Set([...review.brief.checks, ...review.brief.ledger.unchecked].map((one) => partOf(one.field)));
  $("part").replaceChildren(...["", ...PARTS.filter((part) => used.has(part))].map((part) => {
    const one = made("option", part ? named("kinds", part) : t("allParts"));
    one.value = part;
    return one;
  }));
  $("part").value = at;
}

/** Show those of ``kind`` alone, or all of them where it was chosen before. */
export function by(kind) {
  verdict = verdict === kind ? "" : kind;
  tell();
}

/** The numbers that are chosen, in their order; those without a verdict bear ``LEFT`` for one. */
export function chosen(given, placeOf, accepted) {
  review = given;
  const { checks, ledger } = review.brief, words = typed(), part = $("part").value;
  const left = ledger.unchecked.map((one) => ({ ...one, verdict: LEFT, figures: [], evidence: [] }));
  const open = (one) => one.verdict === "review" || one.verdict === "rejected";
  chips({ open: checks.filter(open).length, "": checks.length, supported: 0, ...Object.fromEntries(Object.keys(SIGNS).map((kind) => [kind, checks.filter((one) => one.verdict === kind).length])), [LEFT]: left.length });
  const all = verdict === LEFT ? left : verdict === "open" ? checks.filter(open) : checks.filter((one) => !verdict || one.verdict === verdict);
  const found = all.filter((one) => (!part || partOf(one.field) === part)
    && (!words || `${one.text} ${placeOf(one.field)} ${named("reasons", one.reason)} ${(one.evidence ?? []).map((piece) => piece.text).join(" ")}`.toLowerCase().includes(words)));
  const order = $("order").value;
  if (order === "verdict") found.sort((one, other) => Boolean(accepted(one)) - Boolean(accepted(other)) || ORDER[one.verdict] - ORDER[other.verdict]);
  if (order === "text") found.sort((one, other) => one.text.localeCompare(other.text, "zh", { numeric: true }));
  return found;
}

function chips(counts) {
  const kinds = [["open", t("open")], ...Object.keys(SIGNS).map((kind) => [kind, `${SIGNS[kind]} ${named("verdicts", kind)}`]), [LEFT, t("unchecked")], ["", t("all")]];
  $("verdicts").replaceChildren(...kinds.map(([kind, name], index) => {
    const one = made("button", `${name} ${counts[kind]}`, `chip-button ${kind}`);
    one.type = "button";
    one.disabled = !counts[kind];
    one.setAttribute("aria-pressed", String(verdict === kind));
    if (index < 5) one.append(" ", made("kbd", String(index + 1)));
    one.onclick = () => by(kind);
    return one;
  }));
}

$("part").onchange = () => tell();
$("order").onchange = () => tell();
$("find").oninput = () => tell();
