// Marks the conditions of a password while it is typed. The server judges it all the same.
"use strict";

const CONDITIONS = {
  length: (text) => [...text.normalize("NFC")].length >= 8,
  digit: (text) => /[0-9]/.test(text),
  lower: (text) => /\p{Ll}/u.test(text),
  upper: (text) => /\p{Lu}/u.test(text),
  symbol: (text) => /[\p{P}\p{S}]/u.test(text),
};

const mark = (list, text) => {
  for (const line of list.children) {
    const met = CONDITIONS[line.dataset.condition](text);
    line.classList.toggle("met", met);
    line.querySelector("[data-state]").textContent = met ? list.dataset.met : list.dataset.unmet;
  }
};

for (const list of document.querySelectorAll("[data-password]")) {
  const input = document.getElementById(list.dataset.password);
  if (!input) continue;
  input.addEventListener("input", () => mark(list, input.value));
  mark(list, input.value);
}
