// Charting: a text on the left, the form on the right. The page works without this script; with it each field saves by
// itself, one field is shown at a time, and words that are selected in the text become what the answer rests on.
"use strict";

const RETRY = 3000;  // milliseconds until an answer that was not saved is sent again
const PAUSE = 800;   // milliseconds without a key until what is typed is kept on this computer

const fields = () => all(".field");
const current = () => one(".field.current") || one(".field");
const sameField = (id) => document.getElementById(id);

// -- one field at a time

function choose(field, focus = true) {
  if (!field) return;
  for (const other of all(".field.current")) if (other !== field) other.classList.remove("current");
  field.classList.add("current");
  if (!focus) return;
  const control = one("textarea[name=value], input[name=value]:not([type]), td input", field);
  const chosen = one("input[name=value]:checked", field) || one("input[name=value]", field);
  const target = control || chosen || one("a.open", field);
  if (target === control && target !== document.activeElement) control.setSelectionRange(control.value.length, control.value.length);
  target.focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const list = fields(), at = list.indexOf(current());
  choose(list[at + by] || list[at]);
}

// -- saving

const values = (form) => new URLSearchParams(new FormData(form)).toString();
const known = new WeakMap();  // form -> its values as they were last saved or shown
const unsaved = new Set();    // ids of fields whose answer did not reach reviewkit
let sending = Promise.resolve();

function remember() {
  for (const form of all("form[data-chart]")) {
    const field = form.closest(".field"), isSaved = !field.matches(".failed");
    if (!known.has(form)) known.set(form, isSaved ? values(form) : "");
    if (!isSaved) unsaved.add(field.id);
  }
}
const isChanged = (form) => known.get(form) !== values(form);

function state(field, text) { const place = field && one(".state", field); if (place) place.textContent = text; }

function hasAnswer(form) {
  const given = new FormData(form);
  return [...given].some(([name, value]) => (name === "value" || name === "was" || name.startsWith("cell-")) && value.trim());
}

function waitsForQuote(field) {
  return field.dataset.needsQuote && !one(".quotes li", field) && !one("[name=new_quote]", field).value.trim()
    && !one("button[name=missing][aria-pressed=true]", field);
}

/** Save a field; with a button, what the button says (NR, a quote that goes). One answer is sent after another. */
function save(field, button = null) {
  const form = one("form[data-chart]", field);
  const saysMissing = button && button.name === "missing";
  if (!button && !hasAnswer(form)) return sending;
  if (!saysMissing && waitsForQuote(field)) {
    state(field, field.dataset.needsQuote);
    unsaved.add(field.id);
    keep(field);
    return sending;
  }
  const body = new URLSearchParams(new FormData(form, button)), sent = values(form);
  known.set(form, sent);
  sending = sending.then(() => deliver(field.id, form, body, sent));
  return sending;
}

async function deliver(id, form, body, sent) {
  try {
    const response = await fetch(form.action, { method: "POST", body, headers: { "x-by-script": "yes" } });
    const text = await response.text();
    if (!merge(text, id, sent)) { location.reload(); return; }  // the study or the field is not there any more
    document.getElementById("lost").hidden = true;
    unsaved.delete(id);
    if (!response.ok && !isTyping()) choose(sameField(id));
  } catch {
    document.getElementById("lost").hidden = false;
    unsaved.add(id);
    known.set(form, "");
    setTimeout(() => { const field = sameField(id); if (field && unsaved.has(id)) save(field); }, RETRY);
  }
}

let pause = 0;

/** Keep what is typed and not saved on this computer, so that it is there again whatever happens. */
async function keep(field, leave = false) {
  clearTimeout(pause);
  const form = one("form[data-chart]", field);
  try { await fetch(`${form.action}/draft`, { method: "POST", body: new URLSearchParams(new FormData(form)), keepalive: leave }); }
  catch { document.getElementById("lost").hidden = false; }
}

/** Whether something was written in the field that is open, so that nobody is taken away from there. */
function isTyping() {
  const form = current() && one("form[data-chart]", current());
  return Boolean(form) && !current().matches(".failed") && isChanged(form);
}

/** Put the fields that came back in the place of those that changed; what is being typed in others stays. */
function merge(text, saved = "", sent = null) {
  const next = new DOMParser().parseFromString(text, "text/html");
  const form = one(".form", next), old = one(".form");
  if (!form || !old) return false;
  document.documentElement.dataset.revision = form.dataset.revision;
  const active = place(document.activeElement), chosen = current()?.id, top = current()?.getBoundingClientRect().top;
  for (const group of all(".group", form)) mergeGroup(group, saved, sent);
  mergeBar(one("#bar .keys", form), one("#bar .keys", old));
  choose(sameField(chosen) || current(), false);
  restore(active);
  const field = current();
  if (field && top !== undefined) window.scrollBy(0, field.getBoundingClientRect().top - top);
  remember();
  return true;
}

/** The bar with what is new in it; the place of messages stays, so that a screen reader says them, and so do open lists. */
function mergeBar(next, bar) {
  const told = one("#notices", bar), open = all("details[open]", bar).map((list) => list.className);
  told.replaceChildren(...one("#notices", next).childNodes);
  for (const child of [...bar.children]) if (child !== told) child.remove();
  let isBefore = true;
  for (const child of [...next.children]) {
    if (child.id === "notices") isBefore = false;
    else if (isBefore) bar.insertBefore(child, told);
    else bar.append(child);
  }
  for (const list of all("details", bar)) list.open = open.includes(list.className);
}

function mergeGroup(group, saved, sent) {
  const here = document.getElementById(group.id);
  one(".count", here).textContent = one(".count", group).textContent;
  const wanted = new Set(all(".field", group).map((field) => field.id));
  for (const field of all(".field", here)) if (!wanted.has(field.id)) field.remove();
  let after = one("h2", here);
  for (const field of all(".field", group)) {
    const before = sameField(field.id);
    let shown = before;
    if (!before) { after.after(field); shown = field; }
    else if (field.id === saved ? values(one("form[data-chart]", before)) === sent : before.dataset.event !== field.dataset.event) {
      before.replaceWith(field);
      shown = field;
    } else if (field.id === saved) {  // more was typed meanwhile, and is saved next
      before.dataset.event = field.dataset.event;
    }
    after = shown;
  }
}

/** Where somebody is, so that they are there again after the field has come back. */
function place(element) {
  const field = element?.closest?.(".field");
  if (!field) return null;
  const like = all("a.open, input, textarea, button, summary", field);
  return { id: field.id, name: element.name || "", value: element.matches("[type=radio], [type=checkbox], button") ? element.value : null,
    at: like.indexOf(element), start: element.selectionStart, end: element.selectionEnd };
}

function restore(was) {
  const field = was && sameField(was.id);
  if (!field || field.contains(document.activeElement)) return;
  const like = all("a.open, input, textarea, button, summary", field);
  const same = like.filter((other) => was.name && other.name === was.name && (was.value === null || other.value === was.value));
  const element = same.length === 1 ? same[0] : like[was.at] || one("a.open", field);
  element.focus({ preventScroll: true });
  if (was.start !== null && was.start !== undefined && element.setSelectionRange && element.type !== "radio" && element.type !== "checkbox")
    try { element.setSelectionRange(was.start, was.end); } catch { /* a control without a caret */ }
}

// -- quotes

function addQuote() {
  const field = current(), found = wordsSelected() || chosenWords;
  if (!field) return;
  if (!field.dataset.takesQuote) { state(field, one(".form").dataset.noQuote); return; }
  if (!found) { moveToText(); return; }
  const line = one("template", field).content.firstElementChild.cloneNode(true);
  one("blockquote", line).textContent = found.words;
  one("[name=quote]", line).value = found.words;
  one("[name=part]", line).value = found.part;
  one("[name=text]", line).value = found.text;
  one(".quotes", field).append(line);
  chosenWords = null;
  window.getSelection().removeAllRanges();
  choose(field);
  unsaved.add(field.id);
  save(field);
}

async function jump(link) {
  try {
    const next = new DOMParser().parseFromString(await (await fetch(link.href)).text(), "text/html");
    one(".reader").replaceWith(one(".reader", next));
    const mark = document.getElementById("quote");
    mark?.scrollIntoView({ block: "center" });
    sentence.list = null;
  } catch { location.href = link.href; }
}

// -- what people do

const DO = {
  next: () => step(1),
  previous: () => step(-1),
  text: () => (isInText() ? choose(current()) : moveToText()),
  quote: addQuote,
  drop: (button) => {
    const field = button.closest(".field");
    button.closest("li").remove();
    save(field);
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) { DO[button.dataset.do](button); return; }
  const link = event.target.closest("a");
  if (link?.matches(".open") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    choose(sameField(link.dataset.field));
  } else if (link?.matches(".jump") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    jump(link);
  } else if (!link && event.target.closest(".head")) choose(event.target.closest(".field"));
});

document.addEventListener("focusin", (event) => {
  const field = event.target.closest(".field");
  if (field && !event.target.matches("a.open")) choose(field, false);
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-chart]");
  if (form && isChanged(form)) {
    if (event.target.name === "value") for (const button of all("button[name=missing]", form)) button.setAttribute("aria-pressed", "false");
    save(form.closest(".field"));
  }
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-chart]");
  if (!form) return;
  const field = form.closest(".field");
  unsaved.add(field.id);
  clearTimeout(pause);
  pause = setTimeout(() => { if (document.contains(form) && isChanged(form)) keep(field); }, PAUSE);
  if (event.target.matches("td input")) moreRows(event.target);
});

/** A table has an empty row below as soon as the last one is written in. */
function moreRows(cell) {
  const row = cell.closest("tr"), body = row.parentElement;
  if (row !== body.lastElementChild) return;
  const next = row.cloneNode(true);
  for (const input of all("input", next)) {
    input.value = "";
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, String(body.children.length + 1)));
  }
  body.append(next);
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (form.matches("[data-chart]")) {
    event.preventDefault();
    save(form.closest(".field"), button && button.name ? button : null);
  } else if (form.matches("[data-undo], #bar form[action='/undo']")) {
    event.preventDefault();
    undo(form);
  }
});

async function undo(form) {
  await sending;
  const field = form.closest(".field") || current();
  try {
    const body = new URLSearchParams(new FormData(form));
    const response = await fetch(form.action, { method: "POST", body, headers: { "x-by-script": "yes" } });
    if (!merge(await response.text())) location.reload();
  } catch { document.getElementById("lost").hidden = false; }
  choose(sameField(field.id) || current());
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const field = event.target.closest?.(".field");
  const inText = event.target.closest?.(".parts");
  if (inText && ["ArrowDown", "ArrowUp"].includes(event.key) && !event.ctrlKey) {
    event.preventDefault();
    moveSentence(event.key === "ArrowDown" ? 1 : -1, event.shiftKey);
  } else if (event.key === "Escape" && inText) choose(current());
  else if (event.key === "Enter" && field && event.target.matches("input[name=value], input[name=note], textarea[name=value]")
    && (event.ctrlKey || !event.target.matches("textarea"))) {
    event.preventDefault();
    const form = one("form[data-chart]", field);
    if (isChanged(form) || unsaved.has(field.id)) save(field);
    const list = fields(), after = list[list.indexOf(field) + 1];
    if (!waitsForQuote(field) || !hasAnswer(form)) choose(after || field);
  }
});

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return;
  for (const form of all("form[data-chart]")) {
    const field = form.closest(".field");
    if (isChanged(form) && !field.matches(".failed")) keep(field, true);  // half a sentence is no answer
  }
});

remember();
choose(current(), !location.hash.startsWith("#quote"));
one("#quote")?.scrollIntoView({ block: "center" });
