// A case at the bank's desk: keys, forms that open in place, drafts, and who else is here.
"use strict";

(() => {
  const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
  const BEAT = 20_000;
  const ACTIVE = 300_000;
  const PAUSE = 800;
  let lastAct = Date.now();

  const shown = (one) => one && one.getClientRects().length > 0;
  const first = (selector) => [...document.querySelectorAll(selector)].find(shown);
  const form = () => document.getElementById("typed");

  // Drafts: what is typed into the form of a step is kept for its writer alone.
  let waiting = 0;
  let turn = Promise.resolve();
  const keep = () => {
    clearTimeout(waiting);
    waiting = 0;
    const own = form();
    if (!own?.dataset.typed) return turn;
    const body = new FormData(own);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    turn = turn.then(async () => {
      body.set("_version", own.elements._version.value);
      const answer = await fetch(own.dataset.typed, { method: "POST", body, keepalive: true }).catch(() => null);
      if (!answer?.ok) return;
      const told = await answer.json();
      own.elements._version.value = told.version;
      const place = own.querySelector("#kept");
      if (place) place.textContent = told.text;
    });
    return turn;
  };
  const typed = (event) => {
    if (event.target.form !== form() || event.target.type === "file") return;
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", (event) => {
    typed(event);
    if (event.target.form === form()) count();
  });
  addEventListener("pagehide", () => waiting && keep());

  // The button counts whom a step is for.
  const count = () => {
    const place = form()?.querySelector("[data-count]");
    const ticks = form()?.querySelectorAll("[data-counts]") ?? [];
    if (!place || !ticks.length) return;
    const number = [...ticks].filter((tick) => tick.checked).length;
    place.textContent = number > 1 ? ` (${number})` : "";
  };

  // Forms in place: one is open at a time; Escape closes it and keeps its draft.
  let opener = "";
  let before = "";
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const into = event.detail.elt.dataset?.opens;
    if (!into) return;
    if (waiting) keep();
    if (!opener) before = location.pathname + location.search;
    opener = into;
    for (const place of document.querySelectorAll(".opened")) if (place.id !== into) place.replaceChildren();
  });
  const close = () => {
    const place = document.getElementById(opener);
    if (!place?.firstElementChild) return false;
    if (waiting) keep();
    place.replaceChildren();
    history.replaceState(null, "", before);
    first(`[data-opens="${opener}"]`)?.focus();
    opener = "";
    return true;
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-folds]") && close()) event.preventDefault();
  });
  // What went wrong with what was typed; or, for the whole page, that it was open for too long.
  const isPage = ({ xhr, target }) =>
    [409, 422].includes(xhr.status) || (target?.id === "main" && [400, 401].includes(xhr.status));
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (isPage(event.detail)) event.detail.shouldSwap = true;
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.requestConfig.verb !== "post") return;
    clearTimeout(waiting);
    waiting = 0;
  });
  // What takes long is told after a while; what did not arrive is told, and everything stays as it is.
  const SLOW = 400;
  const told = (words) => {
    const place = form()?.querySelector("#kept") ?? document.getElementById("page-told");
    if (!place || !words) return;
    place.textContent = words;
    place.hidden = false;
  };
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, requestConfig } = event.detail;
    const button = requestConfig.triggeringEvent?.submitter;
    if (requestConfig.verb !== "post" || !button) return;
    const before = [...button.childNodes];
    const timer = setTimeout(() => {
      button.setAttribute("aria-busy", "true");
      button.replaceChildren(document.getElementById("part").dataset.sending);
    }, SLOW);
    elt.addEventListener("htmx:afterRequest", () => {
      clearTimeout(timer);
      if (button.getAttribute("aria-busy") !== "true") return;
      button.removeAttribute("aria-busy");
      button.replaceChildren(...before);
    }, { once: true });
  });
  const notSent = () => told(document.getElementById("part")?.dataset.failed);
  for (const name of ["htmx:sendError", "htmx:timeout"]) document.body.addEventListener(name, notSent);
  document.body.addEventListener("htmx:responseError", (event) => {
    if (!isPage(event.detail)) notSent();
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    const place = event.detail.target;
    count();
    if (place?.id === "step-then") return;
    const told = document.querySelector("#main [data-focus]");
    if (told) told.focus();
    else if (place?.classList.contains("opened")) place.querySelector("[data-heading]")?.focus();
    else if (event.detail.elt?.id === "main" || place?.id === "main") {
      opener = "";
      document.getElementById("work")?.focus({ preventScroll: true });
    }
  });

  // Keys. They stand for places on the keyboard, so they work whatever layout is switched on.
  const press = (place) => {
    if (!place) return false;
    place.focus();
    place.click();
    return true;
  };
  const keys = () => {
    const dialog = document.getElementById("keys");
    if (!dialog) return false;
    dialog.showModal();
    return true;
  };
  const PAGES = { KeyM: "messages", KeyH: "history" };
  const note = () => {
    const place = document.getElementById("note-text");
    place?.focus();
    return Boolean(place);
  };
  const obey = (event) => {
    if (event.shiftKey) return event.code === "Slash" && keys();
    if (event.code === "KeyO") return note();
    if (PAGES[event.code]) return press(first(`[data-page="${PAGES[event.code]}"]`));
    if (event.code === "Slash") {
      const search = first("input[type=search]");
      search?.focus();
      return Boolean(search);
    }
    return press(first(`[data-key="${event.code}"]`));
  };
  document.addEventListener("keydown", (event) => {
    lastAct = Date.now();
    if (document.querySelector("dialog[open]") || event.isComposing) return;
    if (event.code === "Escape") {
      if (close()) event.preventDefault();
      return;
    }
    if (event.code === "Enter" && (event.ctrlKey || event.metaKey)) {
      const send = form()?.querySelector("[data-sends]");
      if (send && [undefined, null, form()].includes(document.activeElement?.form)) {
        event.preventDefault();
        send.click(); // a press tells which button it was
      }
      return;
    }
    const off = document.documentElement.dataset.keys === "off";
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPING)) return;
    if (obey(event)) event.preventDefault();
  });
  document.addEventListener("pointerdown", () => (lastAct = Date.now()));

  // Who else is here. A window that nobody looks at or touches says nothing and keeps no session.
  const beat = async () => {
    const place = document.getElementById("presence");
    const token = document.querySelector("input[name=csrf_token]")?.value;
    if (!place || !token || document.hidden || Date.now() - lastAct > ACTIVE) return;
    const body = new FormData();
    body.set("csrf_token", token);
    body.set("seen", place.dataset.seen);
    body.set("place", form()?.dataset.step ?? "");
    const answer = await fetch(place.dataset.here, { method: "POST", body, redirect: "error" }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("presence");
    const now = document.getElementById("presence");
    if (fresh && now && now.textContent.trim() !== fresh.textContent.trim()) now.replaceChildren(...fresh.childNodes);
  };
  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  addEventListener("pagehide", () => {
    const place = document.getElementById("presence");
    const token = document.querySelector("input[name=csrf_token]")?.value;
    if (!place || !token) return;
    const body = new FormData();
    body.set("csrf_token", token);
    navigator.sendBeacon(place.dataset.left, body);
  });

  document.addEventListener("DOMContentLoaded", count);
})();
