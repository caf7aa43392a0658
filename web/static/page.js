// Every page: the list of errors takes the focus, deletions are asked about in place.
"use strict";

const focusSummary = (root) => {
  const summary = root.querySelector("[data-focus]");
  if (summary) summary.focus();
};

const ask = (button) => {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const question = document.createElement("p");
  question.className = "lead";
  question.id = "ask-question";
  question.textContent = button.dataset.ask;
  dialog.setAttribute("aria-labelledby", question.id);
  const row = document.createElement("div");
  row.className = "actions";
  const choice = (caption, look, chosen) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = `btn ${look}`;
    made.textContent = caption;
    made.addEventListener("click", () => {
      dialog.close();
      chosen();
    });
    row.append(made);
    return made;
  };
  const stay = choice(button.dataset.no, "btn-plain", () => button.focus());
  choice(button.dataset.yes, "btn-danger", () => {
    button.value = button.value.replace("remove:", "removed:");
    delete button.dataset.ask;
    button.form.requestSubmit(button);
  });
  dialog.append(question, row);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  stay.focus();
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-ask]");
  if (!button) return;
  event.preventDefault();
  ask(button);
});

// What must be known at once, wherever on a long page somebody is.
const SHOWN = 12000;
let hiding = 0;
const warn = (words) => {
  const place = document.getElementById("page-told");
  if (!place) return;
  place.textContent = words;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (place.hidden = true), SHOWN);
};
window.addEventListener("online", () => {
  const place = document.getElementById("page-told");
  if (place) place.hidden = true;
});

// Without a connection the browser would leave what was typed for a page of its own.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || navigator.onLine) return;
  event.preventDefault();
  warn(document.getElementById("page-told")?.dataset.offline ?? "");
});

// A second press of the same button is no second wish. Another button may still take its place.
const AGAIN = 4000;
const pressedLast = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  const button = event.submitter?.value ?? "";
  if (pressedLast.get(form) === button) {
    event.preventDefault();
    return;
  }
  pressedLast.set(form, button);
  setTimeout(() => pressedLast.delete(form), AGAIN);
});
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) pressedLast.delete(form);
});

// A link to a row or question, as after “Add”: typing can begin at once.
const focusTarget = () => {
  const target = document.getElementById(location.hash.slice(1));
  const typing = ":is(input, select, textarea):not([type=hidden])";
  if (target?.closest("form")) target.querySelector(typing)?.focus();
};

// A wait that is told in seconds is counted down; what waits for it can be pressed after it. Screen
// readers hear the number when they come to it and not every second.
const countDown = (place) => {
  const ends = Date.now() + Number(place.dataset.countdown) * 1000;
  const waiting = document.querySelector(`[data-waits="${place.id}"]`);
  const hold = (event) => event.preventDefault();
  waiting?.setAttribute("aria-disabled", "true");
  waiting?.setAttribute("aria-describedby", place.id);
  waiting?.addEventListener("click", hold);
  const tick = () => {
    const left = Math.ceil((ends - Date.now()) / 1000);
    if (left > 0) {
      place.textContent = place.dataset.words.replace("{seconds}", left);
      return;
    }
    clearInterval(timer);
    place.hidden = true;
    waiting?.removeAttribute("aria-disabled");
    waiting?.removeAttribute("aria-describedby");
    waiting?.removeEventListener("click", hold);
  };
  const timer = setInterval(tick, 1000);
};

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-countdown]").forEach(countDown);
  focusTarget();
  focusSummary(document);
});

// A menu that was opened closes again by Escape, and when something else is pressed.
for (const menu of document.querySelectorAll("details[data-closes-outside]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}

// Puts a text into the clipboard; where a browser does not let us, the text is marked to be copied.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copies);
    button.firstElementChild.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(button.previousElementSibling);
  }
});
