// Answers at the desk by keys: from row to row, a comment on the row, on to what the client will read.
"use strict";

(() => {
  const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
  const rows = () => [...document.querySelectorAll(".answers-sent .sent-row, #whole")].filter((row) => row.getClientRects().length);
  const now = () => rows().findIndex((row) => row.classList.contains("is-now"));

  const goTo = (place) => {
    const all = rows();
    const row = all[Math.max(0, Math.min(place, all.length - 1))];
    if (!row) return false;
    for (const one of all) one.classList.toggle("is-now", one === row);
    const focus = row.querySelector("summary, a, textarea") ?? row;
    if (focus === row) row.tabIndex = -1;
    focus.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    return true;
  };
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.(".answers-sent .sent-row, #whole");
    if (row) for (const one of rows()) one.classList.toggle("is-now", one === row);
  });

  // A field to write in: the draft of the row, else a new one.
  const write = () => {
    const row = rows()[Math.max(0, now())];
    const fold = row?.querySelector(":scope details.comment");
    const field = row?.querySelector(".writing textarea");
    if (!field) return false;
    if (fold?.contains(field)) fold.open = true;
    row.classList.add("is-now");
    field.focus();
    return true;
  };

  const sendsOn = (field) => {
    const link = () => document.querySelector('#tray [data-key="KeyR"]');
    const open = () => link()?.click();
    const form = field.closest("form");
    if (field.value === field.defaultValue) return open();
    document.body.addEventListener("htmx:afterSettle", open, { once: true });
    htmx.trigger(form, "keep");
  };

  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]") || event.isComposing || event.shiftKey) return;
    const field = event.target.closest?.(".writing textarea");
    const done = () => {
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    if (field && event.code === "Escape") {
      const fold = field.closest("details.comment");
      if (fold && !field.value) fold.open = false;
      (fold?.querySelector("summary") ?? field).focus();
      if (!fold) field.blur();
      return done();
    }
    if (field && event.code === "Enter" && (event.ctrlKey || event.metaKey)) {
      sendsOn(field);
      return done();
    }
    const off = document.documentElement.dataset.keys === "off";
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPING)) return;
    if (document.querySelector(".opened #typed")) return;
    const KEYS = { KeyJ: () => goTo(now() + 1), KeyK: () => goTo(now() - 1), KeyC: write };
    if (KEYS[event.code]?.()) done();
  }, { capture: true });

  if (location.hash === "#comment") write();
})();
