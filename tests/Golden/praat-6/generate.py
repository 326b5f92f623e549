"""Numbers of Praat for formants, harmonicity, glottal pulses, jitter and shimmer. Run: python3 tests/Golden/praat-6/generate.py

Needs Praat 6.3 on PATH, NumPy 1.24 and SciPy 1.10. The signals are synthetic and free of rights; speech_a_16k is that of
../librosa-0.11.0.

Praat lays its frames symmetrically into a sound. Each sound is therefore put between zeros, so many that frames stand at
the times t * hop / rate; those are kept that stand on the clip, one for each frame of a centred clip. Praat's time of
sample i is (i + 0.5) / rate.
"""
import os
import re
import subprocess
import tempfile
import wave

import numpy as np
import scipy.io.wavfile
import scipy.signal

HERE = os.path.dirname(os.path.abspath(__file__))

# First formants and their bandwidths in Hz.
VOWELS = {
    "a": [(730, 80), (1090, 90), (2440, 120), (3400, 160), (4500, 200)],
    "i": [(280, 60), (2250, 100), (2890, 130), (3600, 170), (4500, 200)],
    "u": [(310, 60), (870, 90), (2250, 120), (3300, 160), (4500, 200)],
}

SCRIPT = """
form Analyse
    sentence Sound
    sentence Pitch
    real Hop 0.01
    real First 0
    integer Frames 1
    sentence Out
endform
sound = Read from file: sound$
if pitch$ = "none"
    formant = To Formant (burg): hop, 5, 5500, 0.025, 50
    Save as text file: out$ + ".formant"
    selectObject: sound
    harmonicity = To Harmonicity (ac): hop, 75, 0.1, 4.5
    Save as text file: out$ + ".harmonicity"
else
    pitch = Read from file: pitch$
    selectObject: sound, pitch
    pulses = To PointProcess (cc)
    Save as text file: out$ + ".pulses"
    writeFile: out$ + ".periods", ""
    for t to frames
        middle = first + (t - 1) * hop
        selectObject: pulses
        jitter = Get jitter (local): middle - 0.03, middle + 0.03, 0.0001, 0.02, 1.3
        selectObject: sound, pulses
        shimmer = Get shimmer (local_dB): middle - 0.03, middle + 0.03, 0.0001, 0.02, 1.3, 1.6
        appendFileLine: out$ + ".periods", string$ (jitter), " ", string$ (shimmer)
    endfor
endif
"""


def save(name, values):
    np.save(os.path.join(HERE, name + ".npy"), np.ascontiguousarray(values, dtype=np.float64))


def write_wav(name, rate, samples):
    scipy.io.wavfile.write(os.path.join(HERE, name + ".wav"), rate, np.round(samples * 32767).astype(np.int16))


def read_wav(path):
    with wave.open(path) as file:
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16) / 32768.0


def resonate(samples, rate, formants):
    """A cascade of second-order resonators (D. Klatt, 1980)."""
    for hz, bandwidth in formants:
        r = np.exp(-np.pi * bandwidth / rate)
        a = [1, -2 * r * np.cos(2 * np.pi * hz / rate), r * r]
        samples = scipy.signal.lfilter([sum(a)], a, samples)
    return samples


def pulse_train(rate, length, times, amplitudes):
    """Band-limited pulses at any times, in samples."""
    source = np.zeros(length)
    for time, amplitude in zip(times, amplitudes):
        first = int(time) - 40
        n = np.arange(max(first, 0), min(first + 82, length))
        x = n - time
        source[n] += amplitude * np.sinc(x) * (0.5 + 0.5 * np.cos(np.pi * np.clip(x / 41, -1, 1)))
    return scipy.signal.lfilter([1], [1, -0.97], source)


def vowels():
    """Three vowels with a glide of the pitch, a pause and a hiss at 11 kHz, twice the ceiling: nothing is resampled."""
    rate, hop = 11000, 110
    pieces, pitch = [], []
    for vowel, (low, high) in zip("aiu", ((110, 160), (220, 180), (130, 100))):
        n = 40 * hop
        times, time = [], 30.0
        while time < n - 1:
            times.append(time)
            time += rate / (low + (high - low) * time / n)
        sound = resonate(pulse_train(rate, n, times, np.ones(len(times))), rate, VOWELS[vowel])
        pieces.append(sound * np.minimum(1, np.minimum(np.arange(n), n - 1 - np.arange(n)) / 200) / np.abs(sound).max())
        pieces.append(np.zeros(10 * hop))
        pitch.append(low + (high - low) * np.arange(40) / 40)
        pitch.append(np.full(10, np.nan))
    pieces.append(0.1 * np.random.default_rng(1).standard_normal(20 * hop))
    pitch.append(np.full(21, np.nan))
    write_wav("vowels", rate, 0.5 * np.concatenate(pieces))
    return hop, np.concatenate(pitch)


def voice():
    """A held vowel with jitter, shimmer and noise at 16 kHz."""
    rate, hop = 16000, 160
    random = np.random.default_rng(2)
    n = 120 * hop
    times, time = [], 40.0
    while time < n - 1:
        times.append(time)
        time += rate / 140 * (1 + 0.01 * random.uniform(-1, 1))
    amplitudes = 10 ** (0.4 / 20 * random.uniform(-1, 1, len(times)))
    sound = resonate(pulse_train(rate, n, times, amplitudes), rate, VOWELS["a"])
    sound += 10 ** (-20 / 20) * np.sqrt(np.mean(sound ** 2)) * random.standard_normal(n)
    write_wav("voice", rate, 0.5 * sound / np.abs(sound).max())
    return hop, np.full(121, 140.0)


def numbers(text, key):
    return [float(v) for v in re.findall(rf"^\s*{key} = (\S+)\s*$", text, re.MULTILINE)]


def pitch_file(path, pitch, hop, rate, length):
    """The pitch contour as Praat reads it; frame t stands at t * hop / rate."""
    lines = ['File type = "ooTextFile"', 'Object class = "Pitch 1"', "", "xmin = 0", f"xmax = {length / rate!r}", f"nx = {len(pitch)}",
             f"dx = {hop / rate!r}", "x1 = 0", "ceiling = 5000", "maxnCandidates = 1", "frame []:"]
    for t, hz in enumerate(pitch):
        lines += [f"    frame [{t + 1}]:", "        intensity = 1", "        nCandidates = 1", "        candidate []:",
                  "            candidate [1]:", f"                frequency = {0 if np.isnan(hz) else hz!r}",
                  "                strength = 1"]
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def praat(folder, sound, pitch, hop, frames):
    script, out = os.path.join(folder, "analyse.praat"), os.path.join(folder, "out")
    with open(script, "w") as file:
        file.write(SCRIPT)
    subprocess.run(["praat", "--run", script, sound, pitch, repr(hop), "0", str(frames), out], check=True)
    return out


def frames_of(folder, kind, rate, samples, hop):
    """Praat's frames of a kind on the clip, as (frame, text); the zeros before it are chosen so that they stand at t * hop."""
    sound = os.path.join(folder, "sound.wav")
    length, before = (-(-len(samples) // hop) + 40) * hop, 20 * hop
    while True:
        padded = np.concatenate([np.zeros(before), samples, np.zeros(length - before - len(samples))])
        scipy.io.wavfile.write(sound, rate, padded.astype(np.float32))
        with open(praat(folder, sound, "none", hop / rate, 1) + "." + kind) as file:
            text = file.read()
        first = round(numbers(text, "x1")[0] * rate - before)
        if first % hop == 0:
            break
        before += first % hop
    parts = re.split(r"frames \[\d+\]:" if kind == "formant" else r"z \[1\] \[\d+\] =", text)[1:]
    return [(first // hop + t, part) for t, part in enumerate(parts) if 0 <= first // hop + t <= len(samples) // hop]


def analyse(name, rate, samples, hop, pitch):
    frames = 1 + len(samples) // hop
    with tempfile.TemporaryDirectory() as folder:
        result = np.full((frames, 6), np.nan)
        for t, part in frames_of(folder, "formant", rate, samples, hop):
            for k, (hz, bandwidth) in enumerate(list(zip(numbers(part, "frequency"), numbers(part, "bandwidth")))[:3]):
                result[t, k], result[t, 3 + k] = hz, bandwidth
        save(name + "_formants", result)
        result = np.full(frames, np.nan)
        for t, part in frames_of(folder, "harmonicity", rate, samples, hop):
            if float(part) != -200:
                result[t] = float(part)
        save(name + "_hnr", result)

        sound, contour = os.path.join(folder, "sound.wav"), os.path.join(folder, "contour.Pitch")
        scipy.io.wavfile.write(sound, rate, samples.astype(np.float32))
        pitch_file(contour, pitch, hop, rate, len(samples))
        out = praat(folder, sound, contour, hop / rate, frames)
        with open(out + ".pulses") as file:
            save(name + "_pulses", np.array(numbers(file.read(), r"t \[\d+\]")) * rate - 0.5)
        with open(out + ".periods") as file:
            save(name + "_periods", [[np.nan if v == "--undefined--" else float(v) for v in line.split()] for line in file])
        save(name + "_f0", pitch)


if __name__ == "__main__":
    for signal in (vowels, voice):
        hop, pitch = signal()
        analyse(signal.__name__, *read_wav(os.path.join(HERE, signal.__name__ + ".wav")), hop, pitch)
    librosa = os.path.join(HERE, "..", "librosa-0.11.0", "speech_a_16k")
    analyse("speech_a_16k", *read_wav(os.path.join(librosa, "speech_a_16k.wav")), 512, np.load(os.path.join(librosa, "pyin_f0.npy")).astype(float))
