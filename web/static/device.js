// Measures what ticks ask of the device and the line, and tells it at each tick. It ticks nothing by
// itself. Picture and sound never leave the browser.
"use strict";

(() => {
  const LISTENS = 10_000;
  const LONGEST_LINE = 4000;
  const PHOTO_WAITS = 3000;
  const LOUD = 0.015;
  const WANTED = {
    camera: { video: { width: { ideal: 4096 }, height: { ideal: 2160 } } },
    microphone: { audio: true },
  };
  const rounded = (number) => Math.round(number * 10) / 10;
  const after = (time, value) => new Promise((done) => setTimeout(() => done(value), time));
  const ends = new WeakMap();

  const speaker = (panel) => {
    const words = panel.querySelector("[data-device-words]").content;
    const format = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });
    return (name, values = {}) =>
      words
        .querySelector(`[data-word="${name}"]`)
        .textContent.replace(/\{(\w+)\}/g, (_, key) => format.format(values[key]));
  };

  // --- What can be measured. Each gives a state and what is to be said of it.
  const compared = (found, least, name, say) => ({
    state: found >= least ? "good" : "low",
    told: [say(name, { found, least })],
  });
  const worst = (parts) => {
    const state = ["low", "untold", "good"].find((one) => parts.some((part) => part.state === one));
    return { state, told: parts.flatMap((part) => part.told) };
  };

  const why = (error, device) => {
    if (!isSecureContext) return "insecure";
    if (!navigator.mediaDevices?.getUserMedia) return "unsupported";
    if (["NotFoundError", "OverconstrainedError"].includes(error?.name)) return `no-${device}`;
    return ["NotAllowedError", "SecurityError"].includes(error?.name) ? "refused" : "busy";
  };

  // Asked for together, so that there is one question of the browser; alone where one is not there.
  const opened = async (devices) => {
    const wanted = Object.assign({}, ...devices.map((device) => WANTED[device]));
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      return Object.fromEntries(devices.map((device) => [device, { stream }]));
    } catch (error) {
      const told = devices.map((device) => [device, { why: why(error, device) }]);
      if (devices.length < 2 || told[0][1].why === "refused" || !navigator.mediaDevices) {
        return Object.fromEntries(told);
      }
      return { ...(await opened(devices.slice(0, 1))), ...(await opened(devices.slice(1))) };
    }
  };

  const sizes = async (track) => {
    const now = track.getSettings();
    const most = track.getCapabilities?.() ?? {};
    const wide = Math.max(now.width ?? 0, most.width?.max ?? 0);
    const high = Math.max(now.height ?? 0, most.height?.max ?? 0);
    let photo = null;
    if ("ImageCapture" in window) {
      const asked = new ImageCapture(track).getPhotoCapabilities().catch(() => null);
      photo = await Promise.race([asked, after(PHOTO_WAITS, null)]);
    }
    const taken = (photo?.imageWidth?.max ?? 0) * (photo?.imageHeight?.max ?? 0);
    return {
      picture: Math.min(wide, high),
      photo: rounded(Math.max(taken, wide * high) / 1e6),
      tells: taken > 0,
    };
  };

  const camera = async ({ picture, photo }, media, say) => {
    const { stream, why: failed } = media.camera;
    if (!stream) return { state: "low", told: [say(failed)] };
    const size = await sizes(stream.getVideoTracks()[0]);
    const parts = [];
    if (picture) parts.push(compared(size.picture, Number(picture), "picture", say));
    if (photo && !size.tells && size.photo < photo) {
      parts.push({ state: "untold", told: [say("photo-untold", { least: photo })] });
    } else if (photo) parts.push(compared(size.photo, Number(photo), "photo", say));
    if (!parts.length) return { state: "good", told: [say("camera")] };
    const found = worst(parts);
    if (found.state === "low") found.told.push(say("camera-low"));
    return found;
  };

  const microphone = async (_, media, say) => {
    const { stream, why: failed, heard } = media.microphone;
    if (!stream) return { state: "low", told: [say(failed)] };
    return (await heard) ? { state: "good", told: [say("heard")] } : { state: "low", told: [say("silent")] };
  };

  const measured = async (address) => {
    const stop = new AbortController();
    let first = 0;
    let bytes = 0;
    try {
      const answer = await fetch(address, { cache: "no-store", signal: stop.signal });
      if (!answer.ok) return null;
      setTimeout(() => stop.abort(), LONGEST_LINE);
      const reader = answer.body.getReader();
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        if (first) bytes += read.value.length;
        else first = performance.now();
      }
    } catch {
      // cut off, by us or by the line: what came until then is enough
    }
    return bytes ? rounded((bytes * 8) / 1e3 / Math.max(performance.now() - first, 1)) : null;
  };

  const line = async ({ speed }, media, say) => {
    const found = await media.speed;
    if (found === null) return { state: "untold", told: [say("line-untold")] };
    const result = compared(found, Number(speed), "line", say);
    if (result.state === "low") result.told.push(say("line-low"));
    return result;
  };

  const browser = (_, __, say) => {
    if (!isSecureContext) return { state: "low", told: [say("insecure")] };
    const fit = "RTCPeerConnection" in window && navigator.mediaDevices?.getUserMedia;
    return fit ? { state: "good", told: [say("browser")] } : { state: "low", told: [say("unsupported")] };
  };

  const battery = async ({ minutes }, _, say) => {
    const found = await navigator.getBattery?.().catch(() => null);
    if (found?.charging) return { state: "good", told: [say("plugged")] };
    if (found && Number.isFinite(found.dischargingTime)) {
      const left = Math.floor(found.dischargingTime / 60);
      const result = compared(left, Number(minutes), "battery", say);
      if (result.state === "low") result.told.push(say("battery-low"));
      return result;
    }
    const level = found ? [say("level", { level: Math.round(found.level * 100) })] : [];
    return { state: "untold", told: [...level, say("battery-untold", { least: minutes })] };
  };
  const MEASURES = { camera, microphone, line, browser, battery };

  // --- What is shown meanwhile.
  const show = (panel, stream) => {
    const video = panel.querySelector("video");
    video.srcObject = stream;
    video.hidden = false;
    video.play().catch(() => {});
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
    const media = devices.length ? await opened(devices) : {};
    const streams = new Set(devices.map((one) => media[one].stream).filter(Boolean));
    const ending = [...streams].map((one) => () => one.getTracks().forEach((track) => track.stop()));
    if (media.camera?.stream) show(panel, media.camera.stream);
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

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-device-start], [data-device-stop], [data-device-tick]");
    const panel = button?.closest("[data-device-check]");
    if (!panel) return;
    if ("deviceStop" in button.dataset) {
      stop(panel);
      panel.querySelector("[data-device-start]").focus();
    } else if ("deviceStart" in button.dataset) {
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      await check(panel);
      button.removeAttribute("aria-disabled");
    } else {
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
