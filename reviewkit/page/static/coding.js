// Coding: a text on the left, the codebook and one's quotes on the right. The page works without this script; with it
// words that are selected become the quote, two letters find a code, and a quote is saved without loading the page anew.
"use strict";

const coder = () => document.getElementById("coder");
const isNew = () => Boolean(coder()?.elements.quote);
const cards = () => all("#segments .segment");

// -- the quote

const isBegun = () => all("[name=code]:checked", coder()).length > 0
  || ["note", "new_label", "new_why"].some((name) => coder().elements[name]?.value.trim());

/** Put the words that are selected into the form. */
function takeWords(found) {
  const form = coder();
  if (!found || !isNew()) return false;
  form.elements.quote.value = found.words;
  for (const name of ["part", "text", "start"]) form.elements[name].value = found[name];
  form.elements.page.value = "";
  one(".by-hand", form).hidden = true;
  draftLater(form);
  return true;
}

let settle = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(settle);
  settle = setTimeout(() => {
    if (isNew() && chosenWords && isInPart() && !isBegun()) takeWords(chosenWords);
  }, 120);
});

function isInPart() {
  const parts = one(".parts"), selection = window.getSelection();
  return Boolean(parts && selection.anchorNode && parts.contains(selection.anchorNode) && !selection.isCollapsed);
}

function quote() {
  if (!isNew()) { document.getElementById("find").focus(); return; }
  if (!takeWords(wordsSelected() || chosenWords) && !coder().elements.quote.value.trim()) { moveToText(); return; }
  chosenWords = null;
  document.getElementById("find").focus();
}

// -- a code by two letters

let active = null;

const codes = () => all("#codes li[data-words]");
const shownCodes = () => codes().filter((item) => !item.hidden);

/** How well a code fits what was typed: 0 where its label begins so, then its other words, then anywhere in it. */
function fit(item, typed) {
  const words = item.dataset.words, label = item.dataset.label.toLocaleLowerCase();
  if (label.startsWith(typed)) return 0;
  if (label.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed))) return 1;
  if (words.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(typed))) return 2;
  return words.includes(typed) ? 3 : -1;
}

function filter() {
  const typed = document.getElementById("find").value.trim().toLocaleLowerCase();
  const fits = codes().map((item) => [item, typed ? fit(item, typed) : 0]);
  for (const [item, how] of fits) item.hidden = how < 0 && !one("[name=code]", item).checked;
  const best = fits.filter(([, how]) => how >= 0).sort((a, b) => a[1] - b[1])[0];
  activate(typed && best ? best[0] : null);
  if (typed && !best) document.getElementById("found").textContent = coder().dataset.nothing;
}

function activate(item) {
  active?.classList.remove("active");
  active = item;
  document.getElementById("found").textContent = item ? item.dataset.label : "";
  if (!item) return;
  item.classList.add("active");
  const list = document.getElementById("codes"), top = item.offsetTop - list.offsetTop;
  if (top < list.scrollTop || top + item.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = top - 40;
}

function moveActive(by) {
  const list = shownCodes(), at = list.indexOf(active);
  if (list.length) activate(list[Math.min(Math.max(at + by, 0), list.length - 1)]);
}

function toggle(item) {
  const box = one("[name=code]", item);
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function sayChosen() {
  const names = all("[name=code]:checked", coder()).map((box) => box.closest("li").dataset.label);
  document.getElementById("chosen").textContent = names.length ? `${coder().dataset.chosen} ${names.join(", ")}` : "";
}

function enterInFind(find) {
  if (find.value.trim() && active) toggle(active);
  else if (find.value.trim() && isNew()) { newCode(find.value.trim()); return; }
  else if (!find.value.trim() && active) toggle(active);
  else { coder().requestSubmit(); return; }
  find.value = "";
  filter();
  find.focus();
}

function newCode(label) {
  const details = document.getElementById("newcode"), form = coder();
  details.open = true;
  form.elements.new_label.value = label;
  document.getElementById("find").value = "";
  filter();
  form.elements.new_why.focus();
  draftLater(form);
}

// -- saving

let sendingCode = false;

async function sendCoder(form, button) {
  if (sendingCode) return;
  sendingCode = true;
  const body = new URLSearchParams(new FormData(form, button));
  try {
    await noDraft(form);
    const response = await fetch(form.action, { method: "POST", body, headers: { "x-by-script": "yes" } });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    document.getElementById("lost").hidden = true;
    if (one("#added", next)) added(next);
    else if (one(".coding", next)) whole(next, response.url);
    else if (one("#coder", next)) failed(next);
    else location.reload();
  } catch {
    document.getElementById("lost").hidden = false;
    keepDraft(form);
  } finally { sendingCode = false; }
}

/** A quote was logged: it comes into the list, and its paragraphs are marked; everything else stays where it is. */
function added(next) {
  const box = one("#added", next), item = one(".segment", box), list = document.getElementById("segments");
  document.documentElement.dataset.revision = box.dataset.revision;
  for (const paragraph of all("p[data-at]", box)) {
    const here = one(`.parts p[data-at="${paragraph.dataset.at}"]`);
    here?.replaceChildren(...paragraph.childNodes);
  }
  document.getElementById(item.id)?.remove();
  const start = Number(item.dataset.start ?? Infinity);
  list.insertBefore(item, cards().find((each) => Number(each.dataset.start ?? Infinity) > start) || null);
  document.getElementById("count").textContent = box.dataset.count;
  document.getElementById("none").hidden = true;
  if (box.dataset.anew) coder().replaceWith(one("#coder", next)); else clearForm();
  prepare();
  bar(next);
  window.getSelection().removeAllRanges();
  chosenWords = null;
  show(item, false);
  one(".parts")?.focus({ preventScroll: true });
}

function clearForm() {
  const form = coder();
  for (const name of ["quote", "text", "part", "start", "page", "note", "new_label", "new_why", "new_parent"]) form.elements[name].value = "";
  for (const box of all("[name=code]:checked, [name=keep_lost]", form)) box.checked = false;
  for (const choice of all("select", form)) choice.selectedIndex = 0;
  document.getElementById("newcode").open = false;
  document.getElementById("coder-why").hidden = true;
  document.getElementById("coder-draft")?.remove();
  one(".by-hand", form).hidden = false;
  document.getElementById("find").value = "";
}

function failed(next) {
  coder().replaceWith(one("#coder", next));
  document.querySelector("#bar #notices").replaceChildren(...one("#notices", next).childNodes);
  prepare();
  const why = document.getElementById("coder-why");
  why.scrollIntoView({ block: "nearest" });
  (document.getElementById("newcode")?.open ? coder().elements.new_why : document.getElementById("find")).focus({ preventScroll: true });
}

function bar(next) {
  const here = document.getElementById("bar"), told = one("#notices", here), new_ = one("#notices", next);
  told.replaceChildren(...new_.childNodes);
  one(".finish", here).replaceWith(one(".finish", next));
  one("#state", here).textContent = one("#state", next).textContent;
}

/** The whole page came: what changed is put in its place, and the text and the list stay where they are. */
function whole(next, url) {
  const scrolls = [[".parts", 0], ["#codes", 0]].map(([name]) => [name, one(name)?.scrollTop || 0]), at = window.scrollY;
  const current = one(".segment.current")?.id;
  document.documentElement.dataset.revision = next.documentElement.dataset.revision;
  one(".coding").replaceWith(one(".coding", next));
  for (const [name, top] of scrolls) if (one(name)) one(name).scrollTop = top;
  window.scrollTo(0, at);
  sentence.list = null;
  if (url) history.replaceState(null, "", url.split("#")[0]);
  prepare();
  const wanted = document.getElementById((url || "").split("#")[1] || current || "");
  if (wanted?.matches(".segment")) show(wanted, false);
}

async function load(address, after) {
  try {
    const response = await fetch(address);
    whole(new DOMParser().parseFromString(await response.text(), "text/html"), response.url);
    after?.();
  } catch { location.href = address; }
}

async function sendForm(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  try {
    if (form.matches("[data-draft]")) await noDraft(form);
    const response = await fetch(form.action, { method: "POST", body });
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (one(".coding", next)) whole(next, response.url); else location.reload();
  } catch { document.getElementById("lost").hidden = false; }
}

// -- from quote to quote

function marksOf(item) { return all(`.parts mark[data-in~="${item.dataset.number}"]`); }

/** Make a quote the current one, and show it in the text and in the list. */
function show(item, focus = true) {
  for (const other of all(".segment.current")) other.classList.remove("current");
  for (const other of all(".parts mark.here")) other.classList.remove("here");
  item.classList.add("current");
  const marks = marksOf(item);
  for (const mark of marks) mark.classList.add("here");
  marks[0]?.scrollIntoView({ block: "nearest" });
  item.scrollIntoView({ block: "nearest" });
  if (focus) item.focus({ preventScroll: true });
}

function step(by) {
  const list = cards(), at = list.indexOf(one(".segment.current"));
  const next = at < 0 ? list[by > 0 ? 0 : list.length - 1] : list[at + by];
  if (next) show(next);
}

/** The next paragraph without a quote of one's own, after where one is in the text. */
function uncoded() {
  if (!one(".parts")) return;
  const list = sentences();
  if (!list.length) return;
  const last = sentence.at < 0 ? null : list[sentence.to].paragraph;
  const current = last || one(".parts mark.here")?.closest("p") || null;
  const paragraphs = all("p[data-at]", one(".parts"));
  const from = current ? paragraphs.indexOf(current) + 1 : 0;
  const next = paragraphs.slice(from).find((each) => !one("mark.coded", each) && each.textContent.trim());
  if (!next) { sayIn("#found", coder().dataset.lost); return; }
  sentence.at = sentence.from = sentence.to = list.findIndex((each) => each.paragraph === next);
  one(".parts").focus({ preventScroll: true });
  select();
  next.scrollIntoView({ block: "center" });
}

function sayIn(place, text) { one(place).textContent = text; }

// -- what people do

const DO = {
  next: () => step(1),
  previous: () => step(-1),
  uncoded,
  quote,
  text: () => (isInText() ? document.getElementById("find").focus() : moveToText()),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) { DO[button.dataset.do](button); return; }
  if (event.ctrlKey || event.metaKey) return;
  const link = event.target.closest("a");
  if (link?.matches(".goto")) {
    event.preventDefault();
    show(link.closest(".segment"));
  } else if (link?.matches(".edit")) {
    event.preventDefault();
    load(link.href, () => { coder().scrollIntoView({ block: "nearest" }); document.getElementById("find").focus({ preventScroll: true }); });
  } else if (link?.matches(".cancel")) {
    event.preventDefault();
    load(link.href);
  } else if (!link && event.target.closest("mark.coded") && window.getSelection().isCollapsed) {
    const number = event.target.closest("mark.coded").dataset.in.split(" ").at(-1);
    const item = one(`#segments [data-number="${number}"]`);
    if (item) show(item, false);
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id === "find") filter();
  if (event.target.name === "quote") {  // typed by hand: it is looked for where it was selected, or anywhere
    one(".by-hand", coder()).hidden = Boolean(coder().elements.text.value && event.target.value.trim());
    if (!event.target.value.trim()) for (const name of ["text", "part", "start"]) coder().elements[name].value = "";
  }
});

document.addEventListener("change", (event) => {
  if (event.target.name === "code" && event.target.closest("#coder")) sayChosen();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-coder]")) {
    event.preventDefault();
    sendCoder(form, event.submitter);
  } else if (form.matches("[data-act], #bar form[action='/undo']")) {
    event.preventDefault();
    sendForm(form, event.submitter);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.metaKey) return;
  const inText = event.target.closest?.(".parts"), up = event.key === "ArrowUp";
  if (event.target.id === "find") {
    if (up || event.key === "ArrowDown") { event.preventDefault(); moveActive(up ? -1 : 1); }
    else if (event.key === "Enter") { event.preventDefault(); if (event.ctrlKey) coder().requestSubmit(); else enterInFind(event.target); }
  } else if (event.target.name === "quote" && event.key === "Enter" && event.ctrlKey) coder().requestSubmit();
  else if (inText && !event.ctrlKey && (up || event.key === "ArrowDown")) {
    event.preventDefault();
    moveSentence(up ? -1 : 1, event.shiftKey);
  } else if (inText && event.key === "Enter") { event.preventDefault(); quote(); }
});

document.addEventListener("keydown", (event) => {
  const writing = event.target.matches?.("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");
  if (event.key !== "e" || writing || event.ctrlKey || event.altKey || event.metaKey) return;
  const link = one(".segment.current a.edit");
  if (link) { event.preventDefault(); link.click(); }
});

function prepare() {
  active = null;
  if (isNew()) one(".by-hand", coder()).hidden = Boolean(coder().elements.text.value);
  filter();
  sayChosen();
}

prepare();
const goal = document.getElementById(location.hash.slice(1));
if (goal?.matches(".segment")) show(goal, false);
else if (location.hash.startsWith("#at-")) {
  const item = one(`#segments [data-number="${Number(location.hash.slice(4))}"]`);
  if (item) show(item, false);
}
