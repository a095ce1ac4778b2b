"use strict";
/* What the page and the report share: the data, the two languages, copying a table. Text reaches the page only through
   textContent and attributes, never as HTML. */
const data = JSON.parse(document.getElementById("data").textContent);
let language = data.language;
try { language = localStorage.getItem("extractor-language") || language; } catch (error) { /* storage is closed to files */ }

const word = (name) => data.interface.words[name][language];
const named = (group, key) => { const entry = data.interface[group][key]; return entry ? entry[language] : key; };
const coded = (field, value) => { const entry = (data.interface.values[field] || {})[value]; return entry ? entry[language] : value; };
const byId = (id) => document.getElementById(id);

function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "class") made.className = value;
    else if (name === "on") for (const [event, handler] of Object.entries(value)) made.addEventListener(event, handler);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}

function speak() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-name]")) node.textContent = named(node.dataset.name, node.dataset.key);
  for (const node of document.querySelectorAll("[data-word-placeholder]")) {
    node.placeholder = word(node.dataset.wordPlaceholder);
    node.setAttribute("aria-label", node.placeholder);
  }
}

function switchLanguage() {
  language = language === "zh" ? "en" : "zh";
  try { localStorage.setItem("extractor-language", language); } catch (error) { /* as above */ }
  speak();
}

function days(start, end) {
  if (start && end) return start === end ? start : start + " – " + end;
  return start || end ? (start || "…") + " – " + (end || "…") : "";
}

/* A cell of a table that is pasted into a spreadsheet: one line, and never a formula (the CSV's rule). */
function pasted(value) {
  if (value === null || value === undefined) return "";
  const text = String(value).replace(/[\t\r\n]+/g, " ");
  return typeof value === "string" && /^[=+\-@]/.test(text) ? "'" + text : text;
}

function copyTable(columns, rows) {
  const text = [columns, ...rows].map((row) => row.map(pasted).join("\t")).join("\n") + "\n";
  const done = () => toast(word("copied"));
  const byHand = () => {
    const area = element("textarea", { style: "position:fixed;opacity:0" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    done();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand);
  else byHand();
  return text;
}

let toastTimer;
function toast(text) {
  const node = byId("toast");
  node.textContent = text;
  node.classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => node.classList.remove("on"), 1800);
}

function compare(a, b) {
  const emptyA = a === null || a === undefined || a === "", emptyB = b === null || b === undefined || b === "";
  if (emptyA || emptyB) return emptyA - emptyB || 0;
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "zh");
}
