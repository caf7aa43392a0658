// What a browser can measure of the device and the line: each gives a state and what is to be said of
// it. Picture and sound never leave the browser.
"use strict";

const measuring = (() => {
  const LONGEST_LINE = 4000;
  const PHOTO_WAITS = 3000;
  const SHARP = { width: { ideal: 4096 }, height: { ideal: 2160 } };
  const WANTED = {
    camera: (chosen) => ({
      video: { ...SHARP, ...(chosen ? { deviceId: { exact: chosen } } : { facingMode: "user" }) },
    }),
    microphone: () => ({ audio: true }),
  };
  const rounded = (number) => Math.round(number * 10) / 10;
  const after = (time, value) => new Promise((done) => setTimeout(() => done(value), time));

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
  const opened = async (devices, chosen) => {
    const wanted = Object.assign({}, ...devices.map((device) => WANTED[device](chosen)));
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted);
      return Object.fromEntries(devices.map((device) => [device, { stream }]));
    } catch (error) {
      const told = devices.map((device) => [device, { why: why(error, device) }]);
      if (devices.length < 2 || told[0][1].why === "refused" || !navigator.mediaDevices) {
        return Object.fromEntries(told);
      }
      const [first, second] = devices.map((device) => [device]);
      return { ...(await opened(first, chosen)), ...(await opened(second, chosen)) };
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
    setTimeout(() => stop.abort(), LONGEST_LINE);
    try {
      const answer = await fetch(address, { cache: "no-store", signal: stop.signal });
      if (!answer.ok) return null;
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

  return { after, opened, measured, MEASURES };
})();
