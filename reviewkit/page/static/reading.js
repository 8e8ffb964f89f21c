// Reading: words that are selected in the text, and the text by keyboard, a sentence at a time. Charting and coding use it.
"use strict";

const one = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];

let chosenWords = null;  // what was last selected in the text: focus in the form takes the selection away

function wordsSelected() {
  const selection = window.getSelection(), parts = one(".parts");
  if (!parts || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!parts.contains(range.startContainer)) return null;
  const from = range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement;
  const isWithin = parts.contains(range.endContainer);
  if (!isWithin) range.setEndAfter(parts.lastElementChild);  // a triple click on the last paragraph ends behind it
  const words = (isWithin ? selection : range).toString().split(/\s+/).filter(Boolean).join(" ");
  return words ? { words, part: from.closest("[data-part]")?.dataset.part || "0", text: parts.dataset.text, start: offsetOf(range) } : null;
}

document.addEventListener("selectionchange", () => {
  const parts = one(".parts");
  if (parts?.contains(window.getSelection().anchorNode)) chosenWords = wordsSelected();
});

/** Where a selection begins in the whole text, in code points; -1 where that is not known. */
function offsetOf(range) {
  const node = range.startContainer, paragraph = (node.nodeType === 1 ? node : node.parentElement).closest("[data-at]");
  if (!paragraph) return -1;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, range.startOffset);
  return Number(paragraph.dataset.at) + [...before.toString()].length;
}

// -- the text by keyboard: a sentence at a time

const sentence = { at: -1, from: 0, to: 0, list: null };

function sentences() {
  if (sentence.list?.parts === one(".parts")) return sentence.list;
  const list = [], cutter = window.Intl?.Segmenter ? new Intl.Segmenter(document.documentElement.lang, { granularity: "sentence" }) : null;
  for (const paragraph of all("p", one(".parts"))) {
    const text = paragraph.textContent;
    const cuts = cutter ? [...cutter.segment(text)].map((cut) => [cut.index, cut.index + cut.segment.trimEnd().length]) : [[0, text.length]];
    for (const [start, end] of cuts) if (end > start) list.push({ paragraph, start, end });
  }
  list.parts = one(".parts");
  sentence.list = list;
  sentence.at = -1;
  return list;
}

function point(paragraph, offset) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (node && offset > node.length) { offset -= node.length; node = walker.nextNode(); }
  return [node || paragraph, node ? offset : 0];
}

function select() {
  const list = sentences(), first = list[Math.min(sentence.from, sentence.to)], last = list[Math.max(sentence.from, sentence.to)];
  const range = document.createRange();
  range.setStart(...point(first.paragraph, first.start));
  range.setEnd(...point(last.paragraph, last.end));
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
  list[sentence.to].paragraph.scrollIntoView({ block: "nearest" });
}

function firstInView() {
  const top = one(".parts").getBoundingClientRect().top, list = sentences();
  const mark = one("#quote, mark.here")?.closest("p");
  const at = list.findIndex((each) => mark ? each.paragraph === mark : each.paragraph.getBoundingClientRect().bottom > top + 4);
  return Math.max(at, 0);
}

function moveSentence(by, longer) {
  const list = sentences();
  if (!list.length) return;
  if (sentence.at < 0) sentence.from = sentence.to = sentence.at = firstInView();
  else {
    sentence.to = Math.min(Math.max(sentence.to + by, 0), list.length - 1);
    if (!longer) sentence.from = sentence.to;
  }
  select();
}

function moveToText() {
  const parts = one(".parts");
  if (!parts) return;
  parts.focus({ preventScroll: true });
  if (sentence.list?.parts !== parts || sentence.at < 0) moveSentence(0, false); else select();
}

const isInText = () => document.activeElement?.closest?.(".reader");
