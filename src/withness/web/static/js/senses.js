// What a device in the room can do besides showing words: stay awake, make a soft sound, read aloud. All of it may be missing.
let lock = null, sound = null;

/** Keep the screen awake; tells whether that was granted. Asked for again whenever the page comes back into sight. */
export async function stayAwake() {
  if (document.hidden || (lock && !lock.released)) return true;
  try {
    lock = await navigator.wakeLock.request("screen");
    return true;
  } catch {
    return false;
  }
}
document.addEventListener("visibilitychange", () => { if (lock) stayAwake(); });

/** Two soft partials that fade away; only where somebody switched sounds on. */
export function chime() {
  sound ??= new AudioContext();
  for (const [tone, loud] of [[392, 0.06], [588, 0.03]]) {
    const voice = sound.createOscillator(), fade = sound.createGain();
    voice.frequency.value = tone;
    fade.gain.setValueAtTime(loud, sound.currentTime);
    fade.gain.exponentialRampToValueAtTime(0.0001, sound.currentTime + 1.2);
    voice.connect(fade).connect(sound.destination);
    voice.start();
    voice.stop(sound.currentTime + 1.2);
  }
}

export const canRead = () => "speechSynthesis" in window;

/** Read a prompt, with the name first; whatever was being read stops. */
export function read(sentence) {
  speechSynthesis.cancel();
  speechSynthesis.speak(Object.assign(new SpeechSynthesisUtterance(sentence), { lang: document.documentElement.lang, rate: 0.9 }));
}
export const hush = () => { if (canRead()) speechSynthesis.cancel(); };
