// A portrait taken in the page: what the frame shows becomes the file of the form, which is sent as any other.
"use strict";

const SHAPE = 3 / 4;
const QUALITY = 0.92;

const draw = (video, canvas) => {
  const high = Math.min(video.videoHeight, video.videoWidth / SHAPE);
  const wide = high * SHAPE;
  canvas.width = Math.round(wide);
  canvas.height = Math.round(high);
  const [left, upper] = [(video.videoWidth - wide) / 2, (video.videoHeight - high) / 2];
  canvas.getContext("2d").drawImage(video, left, upper, wide, high, 0, 0, canvas.width, canvas.height);
};

const give = (canvas, input) =>
  new Promise((done) => {
    canvas.toBlob(
      (blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], "anh.jpg", { type: "image/jpeg" }));
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        done();
      },
      "image/jpeg",
      QUALITY,
    );
  });

for (const root of window.gplxCameras("still")) {
  const input = document.getElementById(root.dataset.for);
  const { part, video, say, open, close } = window.gplxCamera(root, "user");
  part("first").addEventListener("click", async () => {
    if (!video.videoWidth) return;
    draw(video, part("canvas"));
    close("taken");
    await give(part("canvas"), input);
    say("taken");
    part("again").focus();
  });
  part("again").addEventListener("click", () => {
    input.value = "";
    open();
  });
}
