// The camera of the device in a page: opened by a button, closed when it is done, refused, or left.
"use strict";

window.gplxCamera = (root, facing, { onOpen = () => {}, onClose = () => {} } = {}) => {
  const part = (name) => root.querySelector(`[data-camera-${name}]`);
  const video = part("video");

  const say = (what) => {
    part("says").textContent = part("says").dataset[what] || "";
  };

  const show = (name) => {
    for (const one of ["idle", "view", "taken"]) {
      if (part(one)) part(one).hidden = one !== name;
    }
  };

  const stop = () => {
    for (const track of video.srcObject ? video.srcObject.getTracks() : []) track.stop();
    video.srcObject = null;
    onClose();
  };

  const close = (name = "idle") => {
    stop();
    show(name);
  };

  const open = async () => {
    say("starting");
    try {
      const wanted = { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1440 } };
      video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      show("view");
      await video.play();
    } catch (error) {
      close();
      say(error.name === "NotAllowedError" ? "refused" : "broken");
      return;
    }
    say("open");
    (part("first") || part("stop")).focus();
    onOpen();
  };

  part("start").addEventListener("click", open);
  part("stop").addEventListener("click", () => {
    close();
    say("closed");
    part("start").focus();
  });
  window.addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && video.srcObject) close();
  });
  show("idle");
  root.hidden = false;
  return { part, video, say, show, open, close };
};

// Where there is no camera to ask for, the page stays as it came.
window.gplxCameras = (kind) =>
  navigator.mediaDevices && navigator.mediaDevices.getUserMedia
    ? document.querySelectorAll(`[data-camera="${kind}"]`)
    : [];
