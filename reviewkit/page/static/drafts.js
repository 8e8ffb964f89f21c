// Drafts: what is typed into a form and not saved is kept on this computer, so that it is there again whatever happens.
"use strict";

const DRAFT_PAUSE = 800;  // milliseconds without a key until what is typed is kept
const pauses = new Map();  // form -> its timer
let keeping = Promise.resolve();  // one draft after another: an earlier one must not replace a later one

const keeper = (form) => `${form.getAttribute("action").split(/[?#]/)[0]}/draft`;

function keepDraft(form, leave = false) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
  const body = new URLSearchParams(new FormData(form));
  const send = () => fetch(keeper(form), { method: "POST", body, keepalive: leave }).catch(() => {
    document.getElementById("lost").hidden = false;
  });
  if (leave) { send(); return; }
  keeping = keeping.then(send);
}

function draftLater(form) {
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => { if (document.contains(form)) keepDraft(form); }, DRAFT_PAUSE));
}

/** Before a form is sent: nothing of it may be kept afterwards. */
async function noDraft(form) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
  await keeping;
}

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.target.name) draftLater(form);
  });
}

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-draft]")) noDraft(event.target);
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden) for (const form of [...pauses.keys()]) if (document.contains(form)) keepDraft(form, true);
});
