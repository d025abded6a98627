// All briefs together: the index over their figures, and one issuer's years side by side.
import { $, ask, made, say, state, t } from "/tools.js";

let skip = 0, asked = 0;

const query = () => new URLSearchParams({ words: $("index-words").value.trim(), issuer: $("index-issuer").value.trim(), year: $("index-year").value.trim() });

/** Show the index over all figures. */
export async function index() {
  document.title = t("indexTitle");
  $("index").hidden = false;
  await rows(false);
  $("index-words").focus();
}

async function rows(more) {
  const mine = ++asked, from = more ? skip : 0;
  $("index-csv").href = `/v1/index.csv?${query()}`;
  const page = await ask(`/v1/index?${query()}&skip=${from}&limit=200`);
  if (!page || mine !== asked) return;
  const lines = page.rows.map((row) => {
    const line = made("tr"), measure = made("td"), link = made("a", (state.language === "en" && row.measure_en) || row.measure_zh || "—");
    link.href = `#${row.brief}`;
    measure.append(link);
    const value = row.value || (row.low && `${row.low} – ${row.high}`);
    line.append(made("td", row.issuer), made("td", row.year), measure, made("td", row.written, "q"), made("td", grouped(value), "q"), made("td", row.unit));
    return line;
  });
  if (!more) $("index-rows").replaceChildren();
  $("index-rows").append(...lines);
  skip = page.next ?? 0;
  $("index-more").hidden = page.next === null;
  $("index-none").hidden = $("index-rows").childElementCount > 0;
}

/** An exact decimal with its thousands set apart; no number of a report becomes a float. */
const grouped = (value) => (value || "").replace(/\d+(?=\.|$| )|^-?\d+/g, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

/** Show the reports of these numbers side by side. */
export function compare(numbers) {
  document.title = t("comparison");
  $("comparison").hidden = false;
  const ids = numbers.split(",").map((number) => `id=${number}`).join("&");
  $("comparison-xlsx").href = `/v1/comparison.xlsx?${ids}`;
  const page = $("comparison-page");
  say(t("comparing"), "busy");
  page.onload = () => {
    if (page.contentDocument?.URL === "about:blank") return;
    say("");
    if (page.contentDocument?.querySelector("table")) return;
    $("comparison").hidden = true; // a problem is shown in no frame: asked for again, it is said in a sentence
    ask(`/v1/comparison.json?${ids}`);
  };
  page.contentWindow.location.replace(`/v1/comparison.html?${ids}`);
}

/** Neither is shown any more. */
export function leave() {
  if (!$("comparison").hidden) $("comparison-page").contentWindow.location.replace("about:blank");
  $("index").hidden = $("comparison").hidden = true;
}

/** The same in another language. */
export function again() { if (!$("index").hidden) rows(false); }

let waiting = 0;
$("index-form").oninput = () => { clearTimeout(waiting); waiting = setTimeout(() => rows(false), 250); };
$("index-form").onsubmit = (event) => { event.preventDefault(); rows(false); };
$("index-more").onclick = () => rows(true);
