// Whether a question is asked, by the answers that the page has now: as conditions.py decides.
import { cells, chosenIn, ownControls, typeOf, words } from "./page.js";

const known = JSON.parse(words.known);

// A number as a whole count of millionths: exact, as decimals are on the server.
function micro(text) {
  const [whole, decimals = ""] = text.replace("-", "").split(".");
  const size = BigInt(whole + decimals.padEnd(6, "0"));
  return text.startsWith("-") ? -size : size;
}

function readNumber(typed) {
  const text = typed.trim();
  if (!/^[-−]?(\d+|\d{1,3}(\s\d{3})+)([.,]\d+)?$/.test(text)) return null;
  const number = text.replace(/\s/g, "").replace(",", ".").replace("−", "-");
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(number) ? { number } : null;
}

function valueOf(name) {
  const box = cells.get(name);
  if (!box) return known[name] ?? null;
  if (box.closest("[data-question]").hidden) return null;
  switch (typeOf(box)) {
    case "single_choice":
    case "choice_grid":
      return chosenIn(box)[0] ?? null;
    case "multiple_choice":
    case "tick_grid": {
      const keys = chosenIn(box);
      return keys.length ? keys : null;
    }
    case "number":
    case "number_list": {
      const specials = [...box.querySelectorAll(`[name="${name}:special"]:checked`)];
      const typed = ownControls(box)[0].value.trim();
      if (!specials.length) return readNumber(typed);
      return typed || specials.length > 1 ? null : specials[0].value;
    }
    case "short_text":
    case "long_text":
      return ownControls(box)[0].value.trim() || null;
  }
  return null;
}

export function holds(condition) {
  if (condition.not) return !holds(condition.not);
  if (condition.and) return condition.and.every(holds);
  if (condition.or) return condition.or.some(holds);
  const value = valueOf(condition.cell);
  const to = condition.to;
  if (value === null) return false;
  if (Array.isArray(value)) return condition.is === "contains" && value.includes(to[0]);
  const same = (one, other) => (one.number && other.number ? micro(one.number) === micro(other.number) : one === other);
  if (condition.is === "==" || condition.is === "in") return to.some((each) => same(value, each));
  if (condition.is === "!=") return !same(value, to[0]);
  if (!value.number || !to[0].number) return false;
  const [one, other] = [micro(value.number), micro(to[0].number)];
  return { "<": one < other, ">": one > other, "<=": one <= other, ">=": one >= other }[condition.is] ?? false;
}
