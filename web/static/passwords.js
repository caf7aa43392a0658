// Marks the conditions of a password while it is typed, and shows it on demand. The server judges it.
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

// Shows what was typed, until it is hidden again or sent: browsers keep passwords of hidden inputs.
const toggle = (button, shown) => {
  const input = document.getElementById(button.dataset.shows);
  if (!input) return;
  input.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  const { hide, show } = button.dataset;
  button.querySelector("[data-words]").textContent = shown ? hide : show;
};
for (const button of document.querySelectorAll("[data-shows]")) {
  toggle(button, false);
  button.addEventListener("click", () => {
    toggle(button, button.getAttribute("aria-pressed") !== "true");
  });
  button.closest("form")?.addEventListener("submit", () => toggle(button, false));
}
