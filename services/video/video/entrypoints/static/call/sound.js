// The level of the microphone as a bar, and a tone for the speaker.

/** Shows in `meter` how loud the stream is; returns what stops it. */
export function showLevel(stream, meter) {
  if (stream.getAudioTracks().length === 0) return () => {};
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    meter.value = Math.min(1, Math.sqrt(power) * 4);
  }, 100);
  return () => {
    clearInterval(timer);
    context.close();
  };
}

/** Plays a short, soft chord. */
export function playTone() {
  const context = new AudioContext();
  const gain = context.createGain();
  const now = context.currentTime;
  gain.gain.setValueAtTime(0, now);
  gain.gain.linearRampToValueAtTime(0.2, now + 0.1);
  gain.gain.linearRampToValueAtTime(0, now + 1.4);
  gain.connect(context.destination);
  for (const frequency of [440, 554.37, 659.25]) {
    const tone = context.createOscillator();
    tone.frequency.value = frequency;
    tone.connect(gain);
    tone.start(now);
    tone.stop(now + 1.5);
  }
  setTimeout(() => context.close(), 2000);
}

const ECHO_SECONDS = 2;

/** Plays a stream late, so that who speaks hears the own words after them. */
export class Echo {
  #context = new AudioContext();

  constructor(stream) {
    const delay = this.#context.createDelay(ECHO_SECONDS);
    delay.delayTime.value = ECHO_SECONDS;
    this.#context.createMediaStreamSource(stream).connect(delay).connect(this.#context.destination);
  }

  stop() {
    this.#context.close();
  }
}
