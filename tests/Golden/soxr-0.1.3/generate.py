"""Writes what libsoxr computes at its HQ setting for a short piece of noise, for many pairs of rates. Needs libsoxr.so.0 and numpy."""
import ctypes as C
import pathlib
import numpy as np

HQ, FLOAT32 = 4, 0
here = pathlib.Path(__file__).parent
soxr = C.CDLL("libsoxr.so.0")
soxr.soxr_version.restype = C.c_char_p
soxr.soxr_oneshot.restype = C.c_char_p


class Quality(C.Structure):
    _fields_ = [("precision", C.c_double), ("phase", C.c_double), ("passband", C.c_double), ("stopband", C.c_double), ("e", C.c_void_p), ("flags", C.c_ulong)]


soxr.soxr_quality_spec.restype = Quality
soxr.soxr_quality_spec.argtypes = [C.c_ulong, C.c_ulong]
soxr.soxr_oneshot.argtypes = [C.c_double, C.c_double, C.c_uint, C.c_void_p, C.c_size_t, C.c_void_p, C.c_void_p, C.c_size_t, C.c_void_p, C.c_void_p, C.c_void_p, C.c_void_p]

noise = (0.2 * np.random.default_rng(20).standard_normal(1500)).astype(np.float32)
np.save(here / "noise.npy", noise)
quality = soxr.soxr_quality_spec(HQ, 0)
for rate_in, rate_out in [(48000, 16000), (48000, 22050), (44100, 16000), (44100, 22050), (44100, 48000), (48000, 44100), (22050, 16000), (16000, 22050), (16000, 48000),
                          (8000, 16000), (8000, 22050), (11025, 16000), (24414, 22050), (24414, 16000), (32000, 22050), (24000, 16000), (32000, 24000), (96000, 22050),
                          (96000, 16000), (48000, 8000), (44100, 8000), (44100, 16001), (48000, 12000), (22050, 44100), (8000, 48000)]:
    out = np.zeros(len(noise) * rate_out // rate_in + 8, np.float32)
    taken, given = C.c_size_t(), C.c_size_t()
    error = soxr.soxr_oneshot(rate_in, rate_out, 1, noise.ctypes.data, len(noise), C.byref(taken), out.ctypes.data, len(out), C.byref(given), None, C.byref(quality), None)
    assert not error, error
    np.save(here / f"{rate_in}_{rate_out}.npy", out[: given.value])
print(soxr.soxr_version().decode())
