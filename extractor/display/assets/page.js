/* The page of one article: filters, search, the sortable table, the way from a row to its sentence, keys. */
const records = data.records;
const isFigure = (record) => data.figures.includes(record.label);
const marks = records.map(() => []);
for (const mark of document.querySelectorAll("#article mark")) marks[Number(mark.dataset.i)].push(mark);

const every = [...new Set(records.map((r) => r.label))];
const state = { labels: new Set(every), subject: "", query: "", tab: "figures", sort: null, down: false, now: -1, rows: 0 };
if (!records.some(isFigure)) state.tab = "names";

const haystacks = records.map((r) =>
  [r.text, r.norm, r.subject, r.indicator, r.indicator_norm, r.subject_norm, r.speaker, r.period_text, r.title, r.affiliation, r.unit, data.sentences[r.sentence]]
    .filter(Boolean).join("\n").toLowerCase());
const matches = (index) => {
  const record = records[index];
  if (!state.labels.has(record.label)) return false;
  if (state.subject && record.subject !== state.subject) return false;
  return state.query.toLowerCase().split(/\s+/).every((part) => haystacks[index].includes(part));
};
let visible = [];

/* ---- the table ---- */
function meaning(record) {
  const arrow = { up: "↑", down: "↓", flat: "→" }[record.direction] || "";
  return [record.kind && coded("kind", record.kind), arrow, record.basis && coded("basis", record.basis),
    record.modality && record.modality !== "actual" ? coded("modality", record.modality) : ""].filter(Boolean).join(" ");
}
const modified = (record) => record.modifier && record.modifier !== "eq" ? coded("modifier", record.modifier) : "";
const detail = (record) => record.label === "PERSON" ? [record.affiliation, record.title].filter(Boolean).join(" · ")
  : days(record.period_start, record.period_end);

/* The two days each in a piece of its own, so that no line breaks inside a day. */
const daysInPieces = (start, end) => days(start, end).split(" – ").filter(Boolean)
  .flatMap((day, order) => [" ", element("small", {}, order ? "– " + day : day)]);

const figureColumns = [
  { name: "figure", key: (r) => r.value, cell: (r) => [r.text], type: "figure" },
  { name: "subject", key: (r) => r.subject, cell: (r) => [r.subject || ""] },
  { name: "indicator", key: (r) => r.indicator, cell: (r) => [r.indicator || ""] },
  { name: "meaning", key: meaning, cell: (r) => [meaning(r)], type: "meaning" },
  { name: "period_text", key: (r) => r.period_start || r.period_text, type: "wide period",
    cell: (r) => [r.period_text || "", " ", ...daysInPieces(r.period_start, r.period_end)] },
  { name: "speaker", key: (r) => r.speaker, cell: (r) => [r.speaker || ""], type: "wide" },
];
const nameColumns = [
  { name: "name", key: (r) => r.norm, cell: (r) => [r.words.join(" / "), r.words.includes(r.norm) ? "" : element("small", {}, " " + r.norm)] },
  { name: "label", key: (r) => r.label, cell: (r) => [named("labels", r.label)] },
  { name: "detail", key: detail, cell: (r) => [detail(r)] },
  { name: "count", key: (r) => r.indexes.length, cell: (r) => ["×" + r.indexes.length], type: "count" },
];
const figureFields = ["label", "text", "value", "value_high", "unit", "modifier", "subject", "indicator", "kind", "direction", "basis",
  "period_text", "period_start", "period_end", "modality", "speaker", "indicator_norm", "subject_norm", "base_start", "base_end", "signed_value"];
const nameFields = ["label", "norm", "title", "affiliation", "period_start", "period_end"];

const columns = () => state.tab === "figures" ? figureColumns : nameColumns;

/* Rows: a figure each; names once for each canonical form, with all their places. */
function rows() {
  if (state.tab === "figures") return visible.filter((i) => isFigure(records[i])).map((i) => ({ ...records[i], indexes: [i] }));
  const groups = new Map();
  for (const i of visible) {
    const record = records[i];
    if (isFigure(record)) continue;
    const key = record.label + "\n" + record.norm;
    if (!groups.has(key)) groups.set(key, { ...record, indexes: [], words: [] });
    const group = groups.get(key);
    group.indexes.push(i);
    if (!group.words.includes(record.text)) group.words.push(record.text);
    for (const field of ["title", "affiliation"]) group[field] = group[field] || record[field];
  }
  return [...groups.values()];
}

function sorted(list) {
  if (state.sort === null) return list;
  const key = columns()[state.sort].key;
  const empty = (value) => value === null || value === undefined || value === "";
  return list.map((row, order) => [key(row), order, row]).sort(([a, orderA], [b, orderB]) => {
    const ranked = compare(a, b);
    return (state.down && !empty(a) && !empty(b) ? -ranked : ranked) || orderA - orderB;
  }).map(([, , row]) => row);
}

let shown = [];
const ROWS = 400;  // a long article's table is drawn in steps, so that filters answer at once
function drawTable() {
  shown = sorted(rows());
  const head = columns().map((column, index) => element("th", { scope: "col", "aria-sort": state.sort === index ? (state.down ? "descending" : "ascending") : null },
    element("button", { type: "button", on: { click: () => sortBy(index) } }, named("fields", column.name))));
  byId("table").tHead.replaceChildren(element("tr", {}, ...head));
  byId("table").tBodies[0].replaceChildren(...shown.slice(0, state.rows).map((row) => {
    const tr = element("tr", { class: "l-" + row.label + (row.indexes.includes(state.now) ? " now" : ""), tabindex: "0", "data-i": row.indexes[0],
      on: { click: () => stepInRow(row), keydown: (event) => { if (event.key === "Enter") stepInRow(row); } } });
    for (const column of columns()) {
      const direction = column.name === "meaning" && row.direction ? " " + row.direction : "";
      const cell = element("td", { class: (column.type || "") + direction }, ...column.cell(row).filter((part) => part !== ""));
      if (!cell.textContent.trim()) cell.replaceChildren();
      if (column.type === "figure" && modified(row)) cell.prepend(element("small", {}, modified(row) + " "));
      tr.append(cell);
    }
    return tr;
  }));
  byId("empty").classList.toggle("hidden", shown.length > 0);
  byId("more").classList.toggle("hidden", shown.length <= state.rows);
  byId("more").textContent = word("all_rows").replace("{n}", shown.length);
}

function sortBy(index) {
  if (state.sort === index && state.down) { state.sort = null; state.down = false; }
  else { state.down = state.sort === index; state.sort = index; }
  drawTable();
}

function copyShown() {
  const sentence = (row) => data.sentences[row.sentence];
  if (state.tab === "figures") return copyTable([...figureFields, "sentence"], shown.map((row) => [...figureFields.map((f) => row[f]), sentence(row)]));
  return copyTable([...nameFields, "count", "sentence"], shown.map((row) => [...nameFields.map((f) => row[f]), row.indexes.length, sentence(row)]));
}

/* ---- choosing a mention ---- */
function stepInRow(row) {
  const at = row.indexes.indexOf(state.now);
  choose(row.indexes[(at + 1) % row.indexes.length], true);
}

function choose(index, scroll) {
  for (const node of document.querySelectorAll(".now, .lit")) node.classList.remove("now", "lit");
  state.now = index;
  const card = byId("card");
  document.body.classList.toggle("carded", index >= 0);
  if (index < 0) { card.classList.add("hidden"); return; }
  const record = records[index];
  for (const mark of marks[index]) mark.classList.add("now");
  const sentence = byId("s" + record.sentence);
  for (const piece of document.querySelectorAll('[data-s="' + record.sentence + '"]')) piece.classList.add("lit");
  const at = shown.findIndex((row) => row.indexes.includes(index));
  const row = byId("table").tBodies[0].rows[at];
  if (row) row.classList.add("now");
  fillCard(record, row);
  const target = marks[index][0] || sentence;
  if (target && scroll) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

function fillCard(record, row) {
  const card = byId("card");
  card.className = "screen l-" + record.label;
  const fields = [
    ["norm", record.norm !== record.text && !isFigure(record) ? record.norm : ""], ["title", record.title], ["affiliation", record.affiliation],
    ["value", isFigure(record) ? [modified(record), [record.value, record.value_high].filter((v) => v !== null && v !== undefined)
      .map((v) => v.toLocaleString("en-US", { maximumFractionDigits: 10 })).join(" – "), record.unit].filter(Boolean).join(" ") : ""],
    ["subject", record.subject], ["indicator", record.indicator], ["meaning", isFigure(record) ? meaning(record) : ""],
    ["period_text", [record.period_text, days(record.period_start, record.period_end)].filter(Boolean).join("  ")],
    ["base", days(record.base_start, record.base_end)],
    ["indicator_norm", record.indicator_norm !== record.indicator ? record.indicator_norm : ""],
    ["subject_norm", record.subject_norm !== record.subject ? record.subject_norm : ""],
    ["speaker", record.speaker],
  ];
  const list = element("dl");
  for (const [name, value] of fields) if (value) list.append(element("dt", {}, named("fields", name)), element("dd", {}, value));
  const button = (name, text, act) => element("button", { type: "button", title: word(name), "aria-label": word(name), on: { click: act } }, text);
  card.replaceChildren(
    element("div", { class: "bar" }, element("h2", {}, record.text, element("small", {}, named("labels", record.label))),
      button("previous", "‹", () => step(-1)), button("next", "›", () => step(1)), button("close", "×", () => choose(-1))),
    list,
    element("div", { class: "rule" }, record.rule + (record.confidence == null ? "" : " · " + record.confidence.toFixed(2)) + " · " + record.start + "–" + record.end, " ",
      row && matchMedia("(max-width: 900px)").matches
        ? element("button", { type: "button", on: { click: () => row.scrollIntoView({ block: "center" }) } }, word("to_table")) : null));
}

function step(by) {
  if (!visible.length) return;
  const at = visible.indexOf(state.now);
  choose(visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : (at + by + visible.length) % visible.length], true);
}

/* ---- filters ---- */
function refresh() {
  state.rows = ROWS;
  visible = records.map((_, index) => index).filter(matches);
  const inside = new Set(visible);
  marks.forEach((pieces, index) => pieces.forEach((mark) => mark.classList.toggle("off", !inside.has(index))));
  byId("count-figures").textContent = visible.filter((i) => isFigure(records[i])).length;
  byId("count-names").textContent = new Set(visible.filter((i) => !isFigure(records[i])).map((i) => records[i].label + "\n" + records[i].norm)).size;
  if (state.now >= 0 && !inside.has(state.now)) choose(-1);
  for (const tab of document.querySelectorAll(".tab")) tab.setAttribute("aria-selected", String(tab.dataset.tab === state.tab));
  drawTable();
}

byId("chips").addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  if (!chip) return;
  const label = chip.dataset.label;
  if (event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) {  // add it, or take it out
    if (state.labels.has(label)) state.labels.delete(label);
    else state.labels.add(label);
  } else if (state.labels.size === 1 && state.labels.has(label)) state.labels = new Set(every);
  else {
    state.labels = new Set([label]);
    state.tab = data.figures.includes(label) ? "figures" : "names";
  }
  press();
  refresh();
});
const press = () => { for (const chip of document.querySelectorAll(".chip")) chip.setAttribute("aria-pressed", String(state.labels.has(chip.dataset.label))); };
let typing;
byId("search").addEventListener("input", (event) => {
  state.query = event.target.value.trim();
  clearTimeout(typing);
  if (records.length > ROWS) typing = setTimeout(refresh, 150);
  else refresh();
});
byId("more").addEventListener("click", () => { state.rows = Infinity; drawTable(); });
byId("subject").addEventListener("change", (event) => {
  state.subject = event.target.value;
  if (state.subject) state.tab = "figures";
  refresh();
});
byId("copy").addEventListener("click", copyShown);
byId("language").addEventListener("click", () => { switchLanguage(); refresh(); if (state.now >= 0) choose(state.now, false); });
for (const tab of document.querySelectorAll(".tab")) tab.addEventListener("click", () => { state.tab = tab.dataset.tab; state.sort = null; state.down = false; refresh(); });
byId("article").addEventListener("click", (event) => {
  const mark = event.target.closest("mark:not(.off)");
  if (mark) choose(Number(mark.dataset.i), false);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    byId("search").value = ""; state.query = "";
    byId("subject").value = ""; state.subject = "";
    state.labels = new Set(every);
    press();
    document.activeElement.blur();
    choose(-1);
    refresh();
  } else if (!/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") { event.preventDefault(); byId("search").focus(); }
  }
});

const measure = () => document.documentElement.style.setProperty("--tools", byId("tools").offsetHeight + "px");
addEventListener("resize", measure);
speak();
refresh();
measure();
const wanted = /^#m(\d+)$/.exec(location.hash);
if (wanted && records[Number(wanted[1])]) choose(Number(wanted[1]), true);
