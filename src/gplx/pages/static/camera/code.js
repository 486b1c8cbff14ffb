// The QR code of a card, read by the camera: its text goes into the field, and the person presses the button.
"use strict";

const BETWEEN = 200; // milliseconds from one look to the next
const WIDEST = 1000; // pixels: more of them only take longer to look through

const native = async () => {
  if (!("BarcodeDetector" in window)) return null;
  const known = await window.BarcodeDetector.getSupportedFormats();
  return known.includes("qr_code") ? new window.BarcodeDetector({ formats: ["qr_code"] }) : null;
};

const load = (address) =>
  new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

// A reader: of a canvas the text of the code in it, or nothing.
const reader = async (address) => {
  const detector = await native().catch(() => null);
  if (detector) {
    return async (canvas) => (await detector.detect(canvas)).map((found) => found.rawValue)[0];
  }
  if (!window.jsQR) await load(address);
  return async (canvas) => {
    const { data, width, height } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const found = window.jsQR(data, width, height, { inversionAttempts: "dontInvert" });
    return found && found.data;
  };
};

const draw = (video, canvas) => {
  const scale = Math.min(1, WIDEST / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  canvas.getContext("2d", { willReadFrequently: true }).drawImage(video, 0, 0, canvas.width, canvas.height);
};

for (const root of window.gplxCameras("code")) {
  const input = document.getElementById(root.dataset.for);
  const canvas = document.createElement("canvas");
  let timer = 0;

  const look = async (read) => {
    if (!camera.video.srcObject) return;
    let text = "";
    if (camera.video.videoWidth) {
      draw(camera.video, canvas);
      text = await read(canvas).catch(() => "");
    }
    if (!camera.video.srcObject) return;
    if (!text) {
      timer = setTimeout(look, BETWEEN, read);
      return;
    }
    input.value = text;
    camera.close();
    camera.say("found");
    input.focus();
  };

  const onOpen = async () => {
    try {
      look(await reader(root.dataset.decoder));
    } catch {
      camera.close();
      camera.say("broken");
    }
  };

  const camera = window.gplxCamera(root, "environment", { onOpen, onClose: () => clearTimeout(timer) });
}
