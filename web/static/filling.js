// A form that is being filled: saved while typing, and asked anew when an answer changes questions.
// One request does both. The server answers 204 when the questions on the page are still right.
// “Save” goes the same way and leaves the page where it is. Other buttons wait until what was typed,
// and every file that is on its way, is with the server.
"use strict";

(() => {
  const form = document.querySelector("form[data-filling]");
  if (!form) return;
  const state = document.getElementById("save-state");
  const kept = "kept" in form.dataset;
  const PAUSE = 900;
  const RETRY = 5000;
  const LEFT = "left";
  const RELOAD = 300;
  const RELOADS = 5;
  const SAVE = "save";
  let timer = 0;
  let sent = "";
  let stopped = false;
  let onItsWay = false;
  let offline = false;
  let pressed = null;

  const typed = () => new URLSearchParams(new FormData(form)).toString();
  const tell = (words) => {
    if (state) state.textContent = words;
  };
  const cutOff = () => offline || !navigator.onLine;
  const uploading = () => "uploading" in form.dataset;
  const saves = (button) => kept && button?.value === SAVE;
  // A button that is replaced between press and release is never clicked.
  const held = () => form.querySelector(":active") !== null;
  const send = (press = "") => {
    sent = typed();
    form.elements._focus.value = document.activeElement?.name ?? "";
    form.elements._press.value = press;
    tell(form.dataset.saving);
    htmx.trigger(form, "typed");
  };
  const sendTyped = () => {
    if (stopped) return;
    if (onItsWay || held()) later(PAUSE);
    else send();
  };
  // The form says so while something typed is not with the server yet.
  const later = (pause) => {
    clearTimeout(timer);
    form.dataset.waiting = "";
    timer = setTimeout(() => {
      timer = 0;
      sendTyped();
    }, pause);
  };
  const withoutMarks = (words) => {
    const fields = new URLSearchParams(words);
    for (const name of ["_version", "_shape", "_focus", "_press"]) fields.delete(name);
    return fields.toString();
  };
  const unreached = () => {
    tell(form.dataset.offline);
    later(RETRY);
  };
  const go = (button) => {
    stopped = true;
    form.requestSubmit(button);
  };

  form.addEventListener("input", (event) => event.target.name && later(PAUSE));
  form.addEventListener("change", (event) => event.target.name && later(150));
  // A button that is pressed while an answer is on its way waits for it: the page would otherwise
  // be older than what it has just saved itself.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    if (stopped) return;
    const button = event.submitter;
    const waits = onItsWay || (uploading() && !saves(button));
    if (!waits && !saves(button) && !cutOff()) {
      stopped = true;
      return;
    }
    event.preventDefault();
    pressed = button;
    if (uploading()) tell(form.dataset.uploads ?? "");
    if (!waits) send(saves(button) ? SAVE : "");
  });
  // htmx would send what the button pressed last wants, and to where that button leads.
  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.path = form.getAttribute("hx-post");
    delete event.detail.parameters._do;
  });
  form.addEventListener("htmx:beforeRequest", () => {
    onItsWay = true;
  });
  const answered = (event, button) => {
    const wasSave = form.elements._press.value === SAVE;
    if (saves(button) && event.detail.successful) {
      if (wasSave) return;
      pressed = button;
      send(SAVE);
    } else go(button); // the server has a page for it
  };
  form.addEventListener("htmx:afterRequest", (event) => {
    onItsWay = false;
    if (!event.detail.xhr.status) return; // no answer: one of the next two says why
    offline = false;
    if (!timer) delete form.dataset.waiting;
    const button = pressed;
    if (!button || (uploading() && !saves(button))) return;
    pressed = null;
    answered(event, button);
  });
  form.addEventListener("htmx:timeout", () => {
    const button = pressed;
    pressed = null;
    if (button) go(button);
    else unreached();
  });
  form.addEventListener("htmx:sendError", () => {
    offline = true;
    if (pressed) warn(form.dataset.offline);
    pressed = null;
    unreached();
  });
  addEventListener("online", () => offline && later(0));
  form.addEventListener("uploaded", (event) => {
    const button = pressed;
    pressed = null;
    if (!event.detail.kept) event.detail.place.focus();
    else if (button) form.requestSubmit(button);
  });

  // What was typed while the answer was on its way is worth more than the answer.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.requestConfig?.elt !== form) return;
    const asked = saves(pressed) && form.elements._press.value === SAVE;
    if (pressed && !asked) {
      event.detail.shouldSwap = false;
      return;
    }
    if (held() || uploading() || withoutMarks(typed()) !== withoutMarks(sent)) {
      event.detail.shouldSwap = false;
      later(PAUSE);
    }
  });

  // What a person has opened, and what was said of files, outlives a change of the questions.
  let open = [];
  let told = [];
  document.body.addEventListener("htmx:beforeSwap", () => {
    open = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
    const places = [...document.querySelectorAll(".progress-place")];
    told = places.map((one) => [one.id, [...one.children]]);
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    for (const [id, lines] of told) document.getElementById(id)?.append(...lines);
    if (form.elements._press.value === SAVE) document.querySelector("[data-focus]")?.focus();
  });

  // Whoever leaves within the pause loses nothing: the browser sends this on its own.
  addEventListener("pagehide", () => {
    if (stopped || !("waiting" in form.dataset) || !kept) return;
    clearTimeout(timer);
    navigator.sendBeacon(form.getAttribute("hx-post"), new URLSearchParams(typed()));
    sessionStorage.setItem(LEFT, `${location.pathname} ${form.elements._version.value} 0`);
  });
  addEventListener("beforeunload", (event) => {
    if (kept && cutOff() && "waiting" in form.dataset) event.preventDefault();
  });
  // What was answered before anybody listened, or put back by the browser, is an answer too.
  const differs = (one) =>
    /^(radio|checkbox)$/.test(one.type)
      ? one.checked !== one.defaultChecked
      : /^(text|email|tel|textarea)$/.test(one.type) && one.value !== one.defaultValue;
  addEventListener("pageshow", () => [...form.elements].some((one) => one.name && differs(one)) && later(150));
  // Come back to, or loaded at once, the page may be older than what it has sent on leaving.
  addEventListener("pageshow", (shown) => {
    if (shown.persisted) stopped = false;
    const [path, version, times] = (sessionStorage.getItem(LEFT) ?? "").split(" ");
    if (path !== location.pathname) return;
    if (form.elements._version.value !== version || Number(times) === RELOADS) {
      sessionStorage.removeItem(LEFT);
      return;
    }
    sessionStorage.setItem(LEFT, `${path} ${version} ${Number(times) + 1}`);
    setTimeout(() => "waiting" in form.dataset || location.reload(), RELOAD * Number(times));
  });

  document.body.addEventListener("saved", (event) => {
    form.elements._version.value = event.detail.version;
    if (event.detail.shape) form.elements._shape.value = event.detail.shape;
    tell(event.detail.text);
    for (const [id, words] of Object.entries(event.detail.totals ?? {})) {
      const total = document.getElementById(id);
      if (total) total.textContent = words;
    }
  });
  document.body.addEventListener("unsaved", (event) => {
    tell(event.detail.text);
    stopped = true;
    const button = pressed;
    pressed = null;
    if (button) go(button);
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    if (event.detail.requestConfig?.elt === form) tell(form.dataset.unsaved);
  });
})();
