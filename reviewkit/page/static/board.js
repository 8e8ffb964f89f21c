// The board works without this script, as a form. With it, a card that is dropped on a place fills the form in, and what
// is left is to say why.
"use strict";

const board = document.querySelector(".boarding");
let carried = null;

function say() {
  const card = board.querySelector("input[name=code]:checked")?.closest(".codecard");
  const words = board.querySelector(".chosen-code");
  words.dataset.none ??= words.textContent;
  words.textContent = card ? card.querySelector("label span").textContent : words.dataset.none;
}

if (board) {
  const over = (column) => {
    for (const one of board.querySelectorAll(".column")) one.classList.toggle("over", one === column);
  };
  board.addEventListener("dragstart", (event) => {
    carried = event.target.closest?.(".codecard");
    if (carried) event.dataTransfer.setData("text/plain", carried.querySelector("input").value);
  });
  board.addEventListener("dragover", (event) => {
    const column = carried && event.target.closest(".column");
    if (column) event.preventDefault();
    over(column);
  });
  board.addEventListener("drop", (event) => {
    const column = carried && event.target.closest(".column");
    if (!column) return;
    event.preventDefault();
    carried.querySelector("input").checked = true;
    board.querySelector("[name=to]").value = column.dataset.place;
    column.append(carried);  // where it will be, once it is said why
    say();
    board.querySelector("[name=why]").focus();
  });
  board.addEventListener("dragend", () => { carried = null; over(null); });
  board.addEventListener("change", say);
  say();
}
