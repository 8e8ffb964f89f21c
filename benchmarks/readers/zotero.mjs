// What Zotero's own translators read in a file, and what they write of what they read.
//
//   node zotero.mjs FOLDER RIS|BibTeX|"CSL JSON"|ReferBibIX FILE [LABEL WRITTEN]
//
// FOLDER holds copies of zotero/translators, zotero/utilities and zotero/zotero-schema. Prints the items as JSON, each
// with the fields that its type has in Zotero; with LABEL, writes them to WRITTEN as that translator exports them.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { createRequire } from "node:module";

const [folder, label, file, exportLabel, written] = process.argv.slice(2);
const { JSDOM } = createRequire(path.join(process.cwd(), "here.js"))("jsdom");
const read = (...parts) => fs.readFileSync(path.join(folder, ...parts), "utf8");

// Zotero's own code finds these by name.
const Zotero = {
  debug() {},
  logError: console.error,
  locale: "en-US",
  localeCompare: new Intl.Collator(["en-US"], { numeric: true, sensitivity: "base" }).compare,
  getString: (name) => name,
};
const world = vm.createContext({ Zotero, document: new JSDOM("").window.document, console });
const run = (...parts) => vm.runInContext(read(...parts), world, { filename: parts.at(-1) });
run("utilities", "xregexp-all.js");
run("utilities", "utilities.js");
run("utilities", "date.js");
run("utilities", "resource", "zoteroTypeSchemaData.js");
run("utilities", "cachedTypes.js");
run("utilities", "schema.js");
run("utilities", "utilities_item.js");
Zotero.Schema.init(read("zotero-schema", "schema.json"));
Zotero.Date.init(JSON.parse(read("utilities", "resource", "dateFormats.json")));
const { ItemFields, ItemTypes, CreatorTypes } = Zotero;

const utilities = Object.assign(Object.create(Zotero.Utilities), Zotero.Utilities.Item, {
  strToDate: (text) => Zotero.Date.strToDate(text),
  strToISO: (text) => Zotero.Date.strToISO(text),
  formatDate: (date, short) => Zotero.Date.formatDate(date, short),
  getVersion: () => "7.0",
});

class Item {
  constructor(itemType) {
    Object.assign(this, { itemType, creators: [], notes: [], tags: [], attachments: [], seeAlso: [] });
  }
  complete() {
    read_.push(this);
  }
}
const read_ = [];

// A translator with what Zotero gives it: a text to read by lines or letters, or items to write.
function translator(name, { text = "", items = [] }) {
  const source = read("translators", `${name}.js`);
  const code = source.slice(source.indexOf("\n}\n") + 3);
  let position = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const out = [];
  const given = {
    Utilities: utilities,
    Item,
    Collection: class {
      complete() {}
    },
    debug() {},
    getOption: (option) => option === "exportNotes",
    getHiddenPref: () => undefined,
    setProgress() {},
    nextItem: () => items.shift() ?? false,
    write: (part) => out.push(part),
    read(length) {
      if (position >= text.length) return false;
      const from = position;
      if (length) {
        position += length;
        return text.slice(from, position);
      }
      const end = /\r\n|\n|\r/g;
      end.lastIndex = from;
      const found = end.exec(text);
      position = found ? end.lastIndex : text.length;
      return text.slice(from, found ? found.index : undefined);
    },
  };
  const make = vm.runInContext(`(function (Zotero, Z, ZU) {${code}\nreturn { doImport, doExport };})`, world, { filename: name });
  return { ...make(given, given, utilities), out };
}

// What Zotero keeps of an item: fields of its type, under the name that all types share and under the type's own.
function kept(item) {
  const type = ItemTypes.getID(item.itemType);
  const found = { itemType: item.itemType, dropped: {} };
  for (const [name, value] of Object.entries(item)) {
    if (["itemType", "creators", "notes", "tags", "attachments", "seeAlso", "itemID", "id", "complete"].includes(name) || !value) continue;
    const field = ItemFields.getID(name);
    const own = field && (ItemFields.getFieldIDFromTypeAndBase(type, field) || field);
    if (own && ItemFields.isValidForType(own, type)) {
      found[ItemFields.getName(own)] = String(value);
      const base = ItemFields.getBaseIDFromTypeAndField(type, own);
      if (base) found[ItemFields.getName(base)] = String(value);
    } else found.dropped[name] = value;
  }
  found.creators = item.creators.map((one) => ({
    ...one,
    isOfType: CreatorTypes.isValidForItemType(CreatorTypes.getID(one.creatorType), type),
  }));
  found.notes = item.notes.map((one) => one.note ?? one);
  found.tags = item.tags.map((one) => one.tag ?? one);
  return found;
}

await translator(label, { text: fs.readFileSync(file, "utf8") }).doImport();
const items = read_.map(kept);
if (exportLabel) {
  const sent = items.map((item) => ({
    ...item,
    tags: item.tags.map((tag) => ({ tag })),
    notes: item.notes.map((note) => ({ note })),
    attachments: [],
    uniqueFields: { ...item },
    uri: "",
  }));
  const writer = translator(exportLabel, { items: sent });
  await writer.doExport();
  fs.writeFileSync(written, writer.out.join(""));
}
process.stdout.write(JSON.stringify(items));
