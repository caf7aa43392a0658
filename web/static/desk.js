// Lists of the desk: keys, and the tray of what is ticked. Everything works without it, by pressing.
"use strict";

{
  const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), select, textarea, [contenteditable]";
  const rows = () => [...document.querySelectorAll("tr[data-row]")];
  const now = () => rows().findIndex((row) => row.classList.contains("is-now"));

  // The row that keys speak of: the one with the focus in it, else the last one they came to.
  const goTo = (place) => {
    const all = rows();
    if (!all.length) return false;
    const next = Math.max(0, Math.min(place, all.length - 1));
    for (const row of all) row.classList.toggle("is-now", row === all[next]);
    const link = all[next].querySelector(".row-link");
    link.focus({ preventScroll: true });
    all[next].scrollIntoView({ block: "nearest" });
    return true;
  };
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("tr[data-row]");
    if (row) for (const one of rows()) one.classList.toggle("is-now", one === row);
  });

  const tray = document.querySelector("[data-tray]");
  const ticks = () => [...document.querySelectorAll("input[name=case][type=checkbox]")];
  const count = () => {
    if (!tray) return;
    const ticked = new Set(ticks().filter((one) => one.checked).map((one) => one.value)).size;
    tray.hidden = !ticked;
    tray.querySelector("[data-ticked]").textContent = ticked;
  };
  const untick = () => {
    const ticked = ticks().filter((one) => one.checked);
    for (const one of ticked) one.checked = false;
    count();
    return ticked.length > 0;
  };
  document.addEventListener("change", (event) => event.target.name === "case" && count());
  document.addEventListener("click", (event) => event.target.closest("[data-unticks]") && untick());
  window.addEventListener("pageshow", count);
  count();

  const press = (place) => {
    if (!place) return false;
    place.click();
    return true;
  };
  const inRow = (choice) => rows()[now()]?.querySelector(choice);
  const help = () => {
    const dialog = document.getElementById("keys");
    dialog?.showModal();
    return Boolean(dialog);
  };
  const search = () => {
    const place = document.querySelector("input[type=search]");
    place?.focus();
    return Boolean(place);
  };
  const KEYS = {
    KeyJ: () => goTo(now() + 1),
    KeyK: () => goTo(now() < 0 ? 0 : now() - 1),
    KeyN: () => press(document.querySelector('[data-key="KeyN"]')),
    KeyT: () => press(inRow("[data-takes]")),
    KeyX: () => press(inRow("input[name=case]")),
    Slash: search,
  };
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.code === "Escape" && !event.target.matches?.(TYPING)) {
      if (untick()) event.preventDefault();
      return;
    }
    const off = document.documentElement.dataset.keys === "off";
    if (off || event.ctrlKey || event.altKey || event.metaKey || event.target.matches?.(TYPING)) return;
    const obey = event.shiftKey ? (event.code === "Slash" ? help : null) : KEYS[event.code];
    if (obey?.()) event.preventDefault();
  });
}
