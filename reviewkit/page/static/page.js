// The page works without this script. With it, one key does what a button does, the next record comes without loading
// the page anew, and the page says when the folder has changed underneath.
"use strict";

document.documentElement.classList.add("scripted");  // what needs a script is shown

const writing = (element) => element.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");

let waiting = false;

function shownKeys(key) {
  return [...document.querySelectorAll("[data-key]")].filter(
    (element) => element.dataset.key === key && !element.disabled && element.offsetParent !== null);
}

function press(element) {
  if (element.matches("input[type=text], input:not([type])")) { element.focus(); return; }
  if (element.matches("input[type=radio]")) {
    element.checked = true;
    element.focus();
    element.dispatchEvent(new Event("change", { bubbles: true }));
    return;
  }
  element.click();
  if (element.matches("summary") && element.parentElement.open) {  // what was opened is what is typed in next
    element.parentElement.querySelector("input:not([type=hidden]), textarea, select")?.focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape" && writing(event.target)) { event.target.blur(); return; }
  if (writing(event.target) || waiting || event.repeat) return;
  const [element] = shownKeys(event.key.toLowerCase());
  if (!element) return;
  event.preventDefault();
  press(element);
});

function busy(form, is) {
  waiting = is;
  document.documentElement.classList.toggle("busy", is);
  for (const button of form.querySelectorAll("button")) button.disabled = is;
}

function replaced(text) {
  const next = new DOMParser().parseFromString(text, "text/html");
  document.title = next.title;
  document.documentElement.dataset.revision = next.documentElement.dataset.revision;
  document.querySelector("main").replaceWith(next.querySelector("main"));
  document.getElementById("changed").hidden = true;
  window.scrollTo(0, 0);
  document.querySelector("main").focus({ preventScroll: true });
}

function said(text) {
  const notice = document.createElement("div");
  notice.className = "notice error";
  notice.textContent = text;
  document.getElementById("notices").replaceChildren(notice);
}

async function sent(form, button) {
  const values = new URLSearchParams(new FormData(form, button));
  busy(form, true);
  try {
    const response = await fetch(form.action, { method: "POST", body: values, headers: { "x-by-script": "yes" } });
    replaced(await response.text());
    if (response.redirected) history.replaceState(null, "", response.url);
  } catch {
    document.getElementById("lost").hidden = false;
    busy(form, false);
  } finally {
    waiting = false;
    document.documentElement.classList.remove("busy");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (button && button.dataset.needs && !new FormData(form).get(button.dataset.needs)) {
    event.preventDefault();
    said(button.dataset.missing);
    return;
  }
  if (form.matches("[data-fetch]")) {
    event.preventDefault();
    if (!waiting) sent(form, button);
    return;
  }
  if (button && button.dataset.busy) {
    button.textContent = button.dataset.busy;
    document.documentElement.classList.add("busy");
  }
});

document.addEventListener("change", (event) => {
  if (event.target.matches("header select[name=language]")) event.target.form.requestSubmit();
});

// Whoever writes another answer means it.
document.addEventListener("input", (event) => {
  const other = event.target.closest(".another")?.querySelector("[name=answer_of]");
  if (other && event.target !== other) other.checked = true;
});

async function look() {
  const known = document.documentElement.dataset.revision;
  if (!known || waiting || document.hidden) return;
  try {
    const response = await fetch(`/changed?since=${encodeURIComponent(known)}`);
    if (response.ok) document.getElementById("changed").hidden = (await response.text()) === "";
  } catch { document.getElementById("lost").hidden = false; }
}
setInterval(look, 10000);

// Files that are dropped on a form for files are as good as chosen there, and are sent at once.
const dropForm = (event) => event.dataTransfer?.types.includes("Files") ? event.target.closest?.("form.drop") : null;

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    const form = dropForm(event);
    if (kind !== "dragleave") event.preventDefault();  // or the browser leaves the page to show the file
    for (const one of document.querySelectorAll("form.drop")) one.classList.toggle("over", kind === "dragover" && one === form);
    if (kind !== "drop" || !form) return;
    form.querySelector("input[type=file]").files = event.dataTransfer.files;
    form.requestSubmit(form.querySelector("button"));
  });
}
