/* The report on a corpus: who and what is named most, by month; an indicator's figures over time; the sentences behind. */
const INKS = ["#3b7dd8", "#e07b39", "#2f9e6e", "#9c5fc4", "#d0476f", "#8a8f2d", "#1297a8", "#8c6d5a"];
const state = { kind: "POLICY_TERM", indicator: 0, subject: "", grain: "", find: "", media: false, sort: 1, down: true, rows: 0, now: null };
const ROWS = 300, QUOTES = 40;  /* how many rows and sentences are drawn at a time */
const KINDS = [["PERSON", "people"], ["ORG", "orgs"], ["POLICY_TERM", "terms"]].filter(([label]) => data.top[label].length);
if (!data.top[state.kind].length && KINDS.length) state.kind = KINDS[0][0];

const dark = matchMedia("(prefers-color-scheme: dark)");
const day = (text) => new Date(text + "T00:00:00Z");

function drawTotals() {
  const t = data.totals, span = t.first ? " · " + (t.first === t.last ? t.first : t.first + " – " + t.last) : "";
  byId("totals").textContent = t.articles.toLocaleString() + " " + word("articles") + " · " + t.records.toLocaleString() + " " + word("records") + span;
}

/* The names of a label; the media that only open reports (某某社3月1日电) can be left out. */
const namesOf = (label) => data.top[label].filter((entry) => state.media || !entry.media);

function drawTops() {
  byId("tops").replaceChildren(...KINDS.map(([label, name]) => {
    const entries = namesOf(label), most = Math.max(1, ...entries.map((entry) => entry.count));
    const media = data.top[label].some((entry) => entry.media) ? element("button", { type: "button", class: "media screen", "aria-pressed": String(state.media),
      on: { click: () => { state.media = !state.media; drawTops(); drawMonths(); } } }, word(state.media ? "hide_media" : "show_media")) : null;
    return element("div", { class: "sheet top l-" + label }, element("div", { class: "bar" }, element("h2", {}, word(name)), media),
      element("ol", {}, ...entries.slice(0, 12).map((entry) =>
        element("li", {}, element("button", { type: "button", class: "name", style: "--part:" + (100 * entry.count / most).toFixed(1) + "%",
          on: { click: () => showName(label, entry) } }, element("span", {}, entry.name), element("span", { class: "many" }, entry.count.toLocaleString()))))));
  }));
}

/* ---- the sentences behind a name or a figure ---- */
function quote(number, words) {
  const [text, article] = data.sentences[number], [id, title, published] = data.articles[article];
  const at = words ? text.indexOf(words) : -1;
  return element("blockquote", {}, ...(at < 0 ? [text] : [text.slice(0, at), element("mark", {}, words), text.slice(at + words.length)]),
    element("footer", {}, [published, title, id].filter(Boolean).join(" · ")));
}
function showCard(label, head, small, quotes) {
  const card = byId("card");
  card.className = label ? "l-" + label : "";
  card.replaceChildren(element("div", { class: "bar" }, element("h2", {}, head, element("small", {}, small)),
    element("button", { type: "button", class: "push", "aria-label": word("close"), on: { click: closeCard } }, "×")), ...quotes.slice(0, QUOTES));
  if (quotes.length > QUOTES) {
    const rest = element("button", { type: "button", class: "more", on: { click: () => { rest.remove(); card.append(...quotes.slice(QUOTES)); } } },
      word("all_rows").replace("{n}", quotes.length));
    card.append(rest);
  }
  document.body.classList.add("carded");
  card.scrollTop = 0;
}
function closeCard() { byId("card").classList.add("hidden"); document.body.classList.remove("carded"); }
function showName(label, entry) {
  state.now = () => showName(label, entry);
  showCard(label, entry.name, word("shown").replace("{n}", entry.places.length).replace("{all}", entry.sentences), entry.places.map(([number, words]) => quote(number, words)));
}
function showPoint(point) {
  state.now = () => showPoint(point);
  const about = [point.subject, data.indicators[state.indicator].name, point.period, point.name].filter(Boolean).join(" · ");
  showCard("", point.text, about, [quote(point.sentence, point.text)]);
  for (const row of byId("table").tBodies[0].rows) row.classList.toggle("now", row.dataset.point === String(point.number));
}

/* ---- charts ---- */
const axis = () => ({ background: "transparent", color: getComputedStyle(document.documentElement).getPropertyValue("--soft") });
const width = (node) => Math.max(280, node.clientWidth);
const monthOf = (time) => time.toISOString().slice(0, 7);
const everyFew = (list, most) => { const step = Math.ceil(list.length / most); return list.filter((_, index) => index % step === 0); };
const paper = () => getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();

function legend(names) {
  return element("div", { class: "key" }, ...names.map((name, index) => element("span", { style: "--c:" + INKS[index % INKS.length] }, name)));
}

function drawMonths() {
  byId("kinds").replaceChildren(...KINDS.map(([label, name]) => element("button", { type: "button", class: "tab", "data-kind": label,
    "aria-selected": String(label === state.kind), on: { click: () => { state.kind = label; drawMonths(); } } }, word(name))));
  const node = byId("months");
  if (!data.months.length || !KINDS.length) { node.replaceChildren(element("div", { class: "empty" }, word("no_months"))); return; }
  const entries = namesOf(state.kind).slice(0, 6), names = entries.map((entry) => entry.name);
  const points = entries.flatMap((entry) => data.months.map((month, index) => ({ name: entry.name, month: day(month + "-01"), count: entry.months[index], entry })));
  const most = Math.max(1, ...points.map((point) => point.count));
  const chart = Plot.plot({
    width: width(node), height: 260, marginLeft: 40, marginRight: 30, style: axis(),
    x: { type: "utc", label: null, ticks: everyFew(data.months, width(node) < 500 ? 4 : 10).map((month) => day(month + "-01")), tickFormat: monthOf },
    y: { label: word("mentions"), grid: true, nice: true, ticks: Math.min(most, 6), tickFormat: "d" },
    color: { domain: names, range: INKS },
    marks: [Plot.ruleY([0], { stroke: "currentColor", strokeOpacity: 0.4 }),
      Plot.lineY(points, { x: "month", y: "count", stroke: "name", strokeWidth: 1.8, strokeOpacity: 0.8 }),
      Plot.dot(points, { x: "month", y: "count", fill: "name", r: 3.5, stroke: paper(), title: (p) => p.name + " " + p.month.toISOString().slice(0, 7) + ": " + p.count })],
  });
  clicks(chart, points, (point) => showName(state.kind, point.entry));
  node.replaceChildren(chart, legend(names));
}

/* Plot draws one circle a point, in the order of the points. */
function clicks(chart, points, act) {
  const circles = chart.querySelectorAll("[aria-label='dot'] circle");
  circles.forEach((circle, index) => {
    circle.dataset.point = index;
    circle.addEventListener("click", () => act(points[index]));
  });
}

/* A few values far from the rest must not flatten it: a scale of powers where all are positive, else an axis that ends before them. */
function axisOf(values) {
  const sorted = values.slice().sort((a, b) => a - b), at = (part) => sorted[Math.round(part * (sorted.length - 1))];
  const [least] = sorted, most = sorted[sorted.length - 1];
  if (least === most) return { domain: least ? [Math.min(0, 2 * least), Math.max(0, 2 * least)] : [-1, 1] };  /* an axis needs two ends */
  if (sorted.length < 5) return {};
  if (least > 0 && most / least > 500) return { type: "log", note: "log_axis" };
  const low = at(0.1), high = at(0.9), room = Math.max(high - low, Math.abs(high) * 0.05) * 3;
  const from = Math.max(least, low - room), to = Math.min(most, high + room);
  return from > least || to < most ? { domain: [Math.min(from, 0), Math.max(to, 0)], clamp: true, note: "clipped_axis" } : {};
}

function scaled(indicator) {
  const sizes = indicator.points.map((point) => Math.abs(point.value)).sort((a, b) => a - b);
  const most = sizes[Math.floor(0.9 * (sizes.length - 1))];
  const steps = language === "zh" ? [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]] : [[1e12, "T "], [1e9, "bn "], [1e6, "m "]];
  const step = steps.find(([size]) => most >= size * 10) || steps.find(([size]) => most >= size) || [1, ""];
  return { by: step[0], unit: (step[1] + indicator.unit).trim() };
}
const signed = (point) => (point.value < 0 && !/^[-−－]/.test(point.text) ? "−" : data.indicators[state.indicator].kind === "change" && point.value > 0 && !/^[+＋]/.test(point.text) ? "+" : "") + point.text;
const title = (indicator) => [indicator.name, indicator.kind && coded("kind", indicator.kind), indicator.unit].filter(Boolean).join(" · ") + " (" + indicator.count + ")";

function shownPoints() {
  return data.indicators[state.indicator].points.filter((point) => (!state.subject || point.subject === state.subject) && (!state.grain || point.grain === state.grain));
}

/* Periods of a kind are shown together: a month, the months since January, a quarter and a year are four things. */
function drawGrains(indicator) {
  const counts = new Map();
  for (const point of indicator.points) counts.set(point.grain, (counts.get(point.grain) || 0) + 1);
  const kinds = [...counts].sort((a, b) => b[1] - a[1]);
  if (state.grain === null || (state.grain && !counts.has(state.grain))) state.grain = kinds.length ? kinds[0][0] : "";
  const tab = (kind, text) => element("button", { type: "button", class: "tab", "data-grain": kind, "aria-selected": String(kind === state.grain),
    on: { click: () => { state.grain = kind; drawIndicator(); } } }, text);
  byId("grains").replaceChildren(...(kinds.length > 1 ? [...kinds.map(([kind, count]) => tab(kind, coded("grain", kind) + " " + count)), tab("", word("all_periods"))] : []));
}

function choose(index) { state.indicator = index; state.subject = ""; state.grain = null; drawIndicator(); }

function drawIndicator() {
  state.rows = ROWS;
  const node = byId("figures");
  if (!data.indicators.length) {
    node.replaceChildren(element("div", { class: "empty" }, word("no_figures")));
    for (const control of ["indicator", "subject", "copy"]) byId(control).disabled = true;
    return;
  }
  byId("indicator").replaceChildren(...data.indicators.map((indicator, index) => [indicator, index])
    .filter(([indicator, index]) => index === state.indicator || title(indicator).toLowerCase().includes(state.find))
    .map(([indicator, index]) => element("option", { value: index, selected: index === state.indicator ? "" : null }, title(indicator))));
  const indicator = data.indicators[state.indicator], subjects = new Map();
  drawGrains(indicator);
  for (const point of indicator.points) if (point.subject) subjects.set(point.subject, (subjects.get(point.subject) || 0) + 1);
  const ranked = [...subjects].sort((a, b) => b[1] - a[1]);
  byId("subject").replaceChildren(element("option", { value: "" }, word("all")), ...ranked.map(([name, count]) =>
    element("option", { value: name, selected: name === state.subject ? "" : null }, name + " (" + count + ")")));
  const points = shownPoints(), scale = scaled(indicator);
  const names = [...new Set(ranked.map(([name]) => name).filter((name) => points.some((point) => point.subject === name)))].slice(0, INKS.length);
  const drawn = points.map((point) => ({ ...point, x: day(point.end), y: point.value / scale.by, who: names.includes(point.subject) ? point.subject : null }));
  const lines = drawn.filter((point) => point.who && point.modality === "actual").sort((a, b) => a.x - b.x);
  const fit = axisOf(drawn.map((point) => point.y));
  byId("axis-note").classList.toggle("hidden", !fit.note);
  if (fit.note) byId("axis-note").textContent = word(fit.note);
  const chart = Plot.plot({
    width: width(node), height: 320, marginLeft: 52, marginRight: 30, style: axis(),
    x: { type: "utc", label: null, nice: true, ticks: width(node) < 500 ? 3 : 8, tickFormat: monthOf }, y: { label: scale.unit, grid: true, nice: !fit.domain, zero: fit.type !== "log" && indicator.kind !== "level", ...(fit.type ? { type: fit.type } : {}), ...(fit.domain ? { domain: fit.domain, clamp: true } : {}) },
    color: { domain: names, range: INKS, unknown: "#9aa1ad" },
    marks: [Plot.lineY(lines, { x: "x", y: "y", stroke: "who", z: (p) => p.who + p.basis, strokeWidth: 1.5, strokeOpacity: 0.55 }),
      Plot.dot(drawn, { x: "x", y: "y", r: 5, sort: null, stroke: (p) => p.who, fill: (p) => p.modality === "actual" ? p.who : paper(), fillOpacity: 0.85, strokeWidth: 1.8,
        title: (p) => [signed(p), p.subject, p.period, p.modality !== "actual" ? coded("modality", p.modality) : ""].filter(Boolean).join("\n") })],
  });
  clicks(chart, drawn, showPoint);
  node.replaceChildren(chart, legend(names));
  drawTable();
}

const columns = [
  { name: "figure", key: (p) => p.value, cell: signed, type: "value" },
  { name: "period_text", key: (p) => p.end, cell: (p) => p.name },  /* 27日 alone says nothing beside other articles */
  { name: "subject", key: (p) => p.subject, cell: (p) => p.subject },
  { name: "meaning", key: (p) => p.basis, cell: (p) => [{ up: "↑", down: "↓", flat: "→" }[p.direction], p.basis && coded("basis", p.basis), p.modality !== "actual" ? coded("modality", p.modality) : ""].filter(Boolean).join(" ") },
  { name: "speaker", key: (p) => p.speaker, cell: (p) => p.speaker },
];
function drawTable() {
  byId("table").tHead.replaceChildren(element("tr", {}, ...columns.map((column, index) => element("th", { scope: "col", "aria-sort": state.sort === index ? (state.down ? "descending" : "ascending") : null },
    element("button", { type: "button", on: { click: () => { state.down = state.sort === index && !state.down; state.sort = index; drawTable(); } } }, named("fields", column.name))))));
  const key = columns[state.sort].key;
  const rows = shownPoints().slice().sort((a, b) => (state.down ? -1 : 1) * compare(key(a), key(b)));
  byId("more").classList.toggle("hidden", rows.length <= state.rows);
  byId("more").textContent = word("all_rows").replace("{n}", rows.length);
  byId("table").tBodies[0].replaceChildren(...rows.slice(0, state.rows).map((point) => element("tr", { tabindex: "0", "data-point": point.number,
    on: { click: () => showPoint(point), keydown: (event) => { if (event.key === "Enter") showPoint(point); } } },
    ...columns.map((column) => element("td", { class: column.type || null }, column.cell(point) || "")))));
}

function draw() { drawTotals(); drawTops(); drawMonths(); drawIndicator(); }
byId("indicator").addEventListener("change", (event) => choose(Number(event.target.value)));
byId("find").addEventListener("input", (event) => {
  state.find = event.target.value.trim().toLowerCase();
  const first = data.indicators.findIndex((indicator) => title(indicator).toLowerCase().includes(state.find));
  if (state.find && first >= 0 && !title(data.indicators[state.indicator]).toLowerCase().includes(state.find)) choose(first);
  else drawIndicator();
});
byId("more").addEventListener("click", () => { state.rows = Infinity; drawTable(); });
byId("subject").addEventListener("change", (event) => { state.subject = event.target.value; drawIndicator(); });
byId("language").addEventListener("click", () => { switchLanguage(); draw(); if (state.now && !byId("card").classList.contains("hidden")) state.now(); });
byId("copy").addEventListener("click", () => {
  const indicator = data.indicators[state.indicator];
  copyTable(["indicator", "kind", "unit", "subject", "signed_value", "direction", "basis", "period_text", "period_start", "period_end", "modality", "speaker", "text", "sentence", "article_id"],
    shownPoints().map((p) => [indicator.name, indicator.kind, indicator.unit, p.subject, p.value, p.direction, p.basis, p.period, p.start, p.end, p.modality, p.speaker, p.text,
      data.sentences[p.sentence][0], data.articles[data.sentences[p.sentence][1]][0]]));
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeCard(); });
let redraw;
addEventListener("resize", () => { clearTimeout(redraw); redraw = setTimeout(() => { drawMonths(); drawIndicator(); }, 150); });
dark.addEventListener("change", () => { drawMonths(); drawIndicator(); });
speak();
state.grain = null;
draw();
