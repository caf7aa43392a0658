// Tells at each tick what was measured of the device and the line. It ticks nothing by itself.
"use strict";

(() => {
  const { after, opened, measured, MEASURES } = measuring;
  const LISTENS = 10_000;
  const LOUD = 0.015;
  const ends = new WeakMap();

  const speaker = (panel) => {
    const words = panel.querySelector("[data-device-words]").content;
    const format = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });
    return (name, values = {}) =>
      words
        .querySelector(`[data-word="${name}"]`)
        .textContent.replace(/\{(\w+)\}/g, (_, key) => format.format(values[key]));
  };

  const show = (panel, stream) => {
    const video = panel.querySelector("video");
    video.srcObject = stream;
    video.dataset.facing = stream.getVideoTracks()[0].getSettings().facingMode ?? "";
    video.hidden = false;
    video.play().catch(() => {});
  };

  // Their names are told only once one of them may be used.
  const offerCameras = async (panel, track) => {
    const pick = panel.querySelector("[data-device-pick]");
    const all = await navigator.mediaDevices.enumerateDevices();
    const cameras = all.filter((one) => one.kind === "videoinput");
    const options = cameras.map((one, at) => new Option(one.label || `${at + 1}`, one.deviceId));
    pick.replaceChildren(...options);
    pick.value = track.getSettings().deviceId;
    pick.closest("p").hidden = cameras.length < 2;
  };

  const listen = (panel, stream) => {
    const meter = panel.querySelector("meter");
    meter.closest("[hidden]")?.removeAttribute("hidden");
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    const samples = new Float32Array(analyser.fftSize);
    context.createMediaStreamSource(stream).connect(analyser);
    context.resume();
    let timer = 0;
    const heard = new Promise((done) => {
      timer = setInterval(() => {
        analyser.getFloatTimeDomainData(samples);
        const loud = Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
        meter.value = Math.min(1, loud * 5);
        if (loud > LOUD) done(true);
      }, 100);
    });
    const end = () => {
      clearInterval(timer);
      context.close();
    };
    return { heard: Promise.race([heard, after(LISTENS, false)]), end };
  };

  const stop = (panel) => {
    for (const end of ends.get(panel) ?? []) end();
    ends.delete(panel);
    const video = panel.querySelector("video");
    if (video) {
      video.srcObject = null;
      video.hidden = true;
      panel.querySelector("[data-device-loud]").hidden = true;
      panel.querySelector("[data-device-stop]").hidden = true;
    }
  };

  const placesOf = (panel) => [...panel.closest("section").querySelectorAll("[data-device]")];

  const tell = (place, result, say) => {
    const name = document.createElement("strong");
    name.textContent = say(result.state);
    place.dataset.state = result.state;
    place.replaceChildren(name, ` ${result.told.join(" ")}`);
    place.hidden = false;
  };

  // A tick is in order when everything that was measured for it is.
  const inOrder = (panel) => {
    const byTick = new Map();
    for (const place of placesOf(panel)) {
      const good = place.dataset.state === "good" && (byTick.get(place.dataset.tick) ?? true);
      byTick.set(place.dataset.tick, good);
    }
    return [...byTick].filter(([, good]) => good).map(([id]) => document.getElementById(id));
  };
  const offerTicks = (panel) => {
    panel.querySelector("[data-device-tick]").hidden = inOrder(panel).every((one) => one.checked);
  };

  const check = async (panel) => {
    stop(panel);
    const say = speaker(panel);
    const said = panel.querySelector("[data-device-said]");
    const places = placesOf(panel);
    const asked = new Set(places.map((place) => place.dataset.device));
    const devices = ["camera", "microphone"].filter((one) => asked.has(one));
    said.textContent = say("checking");
    for (const place of places) place.hidden = true;
    const chosen = panel.querySelector("[data-device-pick]")?.value;
    const media = devices.length ? await opened(devices, chosen) : {};
    const streams = new Set(devices.map((one) => media[one].stream).filter(Boolean));
    const ending = [...streams].map((one) => () => one.getTracks().forEach((track) => track.stop()));
    if (media.camera?.stream) {
      show(panel, media.camera.stream);
      await offerCameras(panel, media.camera.stream.getVideoTracks()[0]);
    }
    if (media.microphone?.stream) {
      const { heard, end } = listen(panel, media.microphone.stream);
      media.microphone.heard = heard;
      ending.push(end);
      said.textContent = `${say("checking")} ${say("speak")}`;
    }
    ends.set(panel, ending);
    if (streams.size) panel.querySelector("[data-device-stop]").hidden = false;
    if (asked.has("line")) media.speed = measured(panel.dataset.line);
    const told = await Promise.all(
      places.map(async (place) => {
        const result = await MEASURES[place.dataset.device](place.dataset, media, say);
        tell(place, result, say);
        return result;
      }),
    );
    const good = told.filter((one) => one.state === "good").length;
    said.textContent = say("checked", { good, all: told.length });
    offerTicks(panel);
  };

  const run = async (panel) => {
    const start = panel.querySelector("[data-device-start]");
    if (start.getAttribute("aria-disabled")) return;
    start.setAttribute("aria-disabled", "true");
    await check(panel);
    start.removeAttribute("aria-disabled");
  };
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-device-pick]")) run(event.target.closest("[data-device-check]"));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-device-start], [data-device-stop], [data-device-tick]");
    const panel = button?.closest("[data-device-check]");
    if (!panel) return;
    if ("deviceStop" in button.dataset) {
      stop(panel);
      panel.querySelector("[data-device-start]").focus();
    } else if ("deviceStart" in button.dataset) run(panel);
    else {
      for (const tick of inOrder(panel).filter((one) => !one.checked)) {
        tick.checked = true;
        tick.dispatchEvent(new Event("change", { bubbles: true }));
      }
      panel.querySelector("[data-device-start]").focus();
      offerTicks(panel);
    }
  });

  // The panel outlives a change of the questions; a picture that was moved stands still until told.
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const video of document.querySelectorAll("[data-device-check] video")) {
      if (video.srcObject) video.play().catch(() => {});
    }
  });
})();
