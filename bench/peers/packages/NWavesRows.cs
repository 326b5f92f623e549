using NWaves.FeatureExtractors;
using NWaves.FeatureExtractors.Options;
using NWaves.Filters.Fda;
using NWaves.Transforms;
using NWaves.Windows;

namespace Undertone.Peers;

/// <summary>The features that NWaves has, of the clip of the other feature peers, on one thread.</summary>
internal static class NWavesRows
{
    private const int Window = 2048, Hop = 512, Bands = 128;

    public static Dictionary<string, Func<Action>> All()
    {
        var (samples, rate) = Read(Path.Combine("tests", "Golden", "librosa-0.11.0", "speech_a", "speech_a.wav"));
        var mel = FilterBanks.MelBankSlaney(Bands, Window, rate, 0, rate / 2.0);
        T Framed<T>(T options)
            where T : FilterbankOptions
        {
            options.SamplingRate = rate;
            options.FrameDuration = (double)Window / rate;
            options.HopDuration = (double)Hop / rate;
            options.FftSize = Window;
            options.FilterBank = mel;
            options.Window = WindowType.Hann;
            return options;
        }

        return new()
        {
            ["nwaves-stft"] = () =>
            {
                var stft = new Stft(Window, Hop, WindowType.Hann);
                return () => stft.Direct(samples);
            },
            ["nwaves-melspectrogram"] = () =>
            {
                var extractor = new FilterbankExtractor(Framed(new FilterbankOptions()));
                return () => extractor.ComputeFrom(samples);
            },
            ["nwaves-mfcc"] = () =>
            {
                var extractor = new MfccExtractor(Framed(new MfccOptions { FeatureCount = 40 }));
                return () => extractor.ComputeFrom(samples);
            },
        };
    }

    /// <summary>A WAV file of 16 bits and one channel with a plain header.</summary>
    private static (float[] Samples, int Rate) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        const int Header = 44;
        return (
            [.. Enumerable.Range(0, (bytes.Length - Header) / 2).Select(i => BitConverter.ToInt16(bytes, Header + (2 * i)) / 32_768f)],
            BitConverter.ToInt32(bytes, 24));
    }
}
