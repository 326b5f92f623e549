using System.Globalization;
using System.Text.Json.Nodes;
using Undertone.Sound.Features;
using Undertone.Sound.Features.Cepstral;
using Undertone.Sound.Features.Engine;
using Undertone.Sound.Features.Levels;
using Undertone.Sound.Features.Tonal;

namespace Undertone.Sound.Tests.Features;

public sealed class FeatureCatalogTests
{
    public static TheoryData<string> Names() => [.. FeatureCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_name_parses_and_runs_on_a_second_of_noise(string name)
    {
        var spec = FeatureCatalog.Parse(name);
        spec.ToString().ShouldBe(name);
        var extractor = new FeatureExtractor([spec], 22050);
        var result = extractor.Extract(Noise.Of(22050, 1))[0];
        result.Bands.ShouldBe(extractor.BandsOf(0));
        result.Values.Length.ShouldBe(result.Frames * result.Bands);
        extractor.Extract(Noise.Of(22050, 1))[0].Values.ShouldBe(result.Values, "a second run differs");
        result.Values.ShouldHaveValues(name);
    }

    [Fact]
    public void Options_differing_from_the_defaults_are_written_in_a_fixed_order()
    {
        var spec = FeatureCatalog.Parse("mfcc", new Dictionary<string, string> { ["fmax"] = "8e3", ["n_mfcc"] = "40", ["n_fft"] = "2048" });
        spec.ToString().ShouldBe("mfcc(n_mfcc=40,fmax=8000)");
        spec.ShouldBe(FeatureCatalog.Of("mfcc", new MfccOptions { Coefficients = 40, Mel = new() { MaxFrequencyHz = 8000 } }));
        spec.GetHashCode().ShouldBe(
            FeatureCatalog.Parse("mfcc", new Dictionary<string, string> { ["n_mfcc"] = "40", ["fmax"] = "8000" }).GetHashCode());
        spec.ShouldNotBe(FeatureCatalog.Parse("mfcc"));
    }

    [Fact]
    public void Json_has_types()
    {
        var spec = FeatureCatalog.FromJson((JsonObject)JsonNode.Parse(
            """{ "name": "mfcc", "n_mfcc": 40.0, "fmax": 8e3, "center": false, "top_db": "none", "window": "hamming" }""")!);
        spec.ShouldBe(FeatureCatalog.Parse("mfcc", new Dictionary<string, string>
        {
            ["n_mfcc"] = "40",
            ["fmax"] = "8000",
            ["center"] = "False",
            ["top_db"] = "None",
            ["window"] = "HAMMING",
        }));
        FeatureCatalog.FromJson((JsonObject)JsonNode.Parse("""{ "name": "chroma_stft", "norm": 2 }""")!)
            .Options.ShouldBeOfType<ChromaStftOptions>().Norm.ShouldBe(ChromaNorm.Euclidean);
    }

    [Theory]
    [InlineData("""{ "n_mfcc": 40 }""", "needs a name")]
    [InlineData("""{ "name": "mfcx" }""", "did you mean mfcc?")]
    [InlineData("""{ "name": "mfcc", "n_mfcc": "40" }""", "n_mfcc=\"40\" cannot be read; it has to be a whole number")]
    [InlineData("""{ "name": "mfcc", "n_mfcc": 1.5 }""", "whole number")]
    [InlineData("""{ "name": "mfcc", "n_mfcc": true }""", "whole number")]
    [InlineData("""{ "name": "mfcc", "center": 1 }""", "true or false")]
    [InlineData("""{ "name": "mfcc", "center": "true" }""", "true or false")]
    [InlineData("""{ "name": "mfcc", "window": "Hann" }""", "hann")]
    [InlineData("""{ "name": "mfcc", "top_db": null }""", "top_db=null cannot be read")]
    [InlineData("""{ "name": "mfcc", "top_db": [] }""", "top_db=[] cannot be read")]
    [InlineData("""{ "name": "mfcc", "top_db": "" }""", "decimal point")]
    [InlineData("""{ "name": "chroma_stft", "norm": "2" }""", "inf, 1, 2, none")]
    public void What_json_says_with_the_wrong_type_is_refused(string json, string words) =>
        Should.Throw<FeatureOptionException>(() => FeatureCatalog.FromJson((JsonObject)JsonNode.Parse(json)!)).Message.ShouldContain(words);

    [Theory]
    [InlineData("mfc", "", "did you mean mfcc?")]
    [InlineData("nonsense", "", "The features are stft_magnitude")]
    [InlineData("mfcc", "n_mfc=3", "did you mean n_mfcc?")]
    [InlineData("mfcc", "n_mfcc=many", "whole number")]
    [InlineData("mfcc", "n_mfcc=0", "at least 1")]
    [InlineData("mfcc", "fmax=8,000", "decimal point")]
    [InlineData("mfcc", "win_length=4096", "n_fft=2048")]
    [InlineData("melspectrogram", "window=triangle", "hann, hamming")]
    [InlineData("melspectrogram", "fmin=NaN", "number")]
    [InlineData("chroma_cqt", "n_chroma=7", "divisor")]
    [InlineData("mfcc_delta", "width=4", "odd")]
    [InlineData("waveform", "sr=8000", "no options")]
    [InlineData("f0_semitones_delta", "width=4", "odd")]
    [InlineData("f0_semitones", "width=5", "no option width")]
    [InlineData("jitter_local", "window_seconds=0", "0.005")]
    [InlineData("shimmer_local_db", "fmin=-1", "above 0")]
    [InlineData("hnr", "silence_threshold=1.5", "from 0 to 1")]
    [InlineData("hnr", "periods_per_window=0.5", "from 1 to 100")]
    [InlineData("formants", "max_formants=2", "from 3 to 20")]
    [InlineData("formants", "window_seconds=2", "from 0.005 to 1")]
    [InlineData("formant_bandwidths", "ceiling_hz=0", "500")]
    [InlineData("alpha_ratio", "n_mels=5", "no option n_mels")]
    [InlineData("stft_magnitude", "n_fft=99999999", "1048576")]
    public void Bad_text_is_refused_with_what_would_be_right(string name, string option, string says)
    {
        var options = option.Length == 0 ? null : new Dictionary<string, string> { [option.Split('=')[0]] = option.Split('=')[1] };
        Should.Throw<FeatureOptionException>(() => FeatureCatalog.Parse(name, options)).Message.ShouldContain(says);
    }

    [Theory]
    [InlineData("spectral_contrast", 8000, "n_bands")]
    [InlineData("chroma_cqt", 8000, "n_octaves")]
    [InlineData("pyin", 4000, "fmax")]
    [InlineData("alpha_ratio", 8000, "at least 10000 Hz")]
    [InlineData("hammarberg_index", 9999, "at least 10000 Hz")]
    [InlineData("spectral_slope", 2000, "at least 3000 Hz")]
    [InlineData("hnr", 50, "fmin")]
    [InlineData("formants", 40, "ceiling_hz")]
    public void A_rate_too_low_for_a_feature_is_refused_when_it_is_planned(string name, int sampleRateHz, string says) =>
        Should.Throw<FeatureOptionException>(() => new FeatureExtractor([FeatureCatalog.Parse(name)], sampleRateHz))
            .Message.ShouldContain(says);

    [Fact]
    public void The_culture_of_the_machine_changes_nothing()
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            Thread.CurrentThread.CurrentCulture = comma;
            FeatureCatalog.Parse("spectral_rolloff", new Dictionary<string, string> { ["roll_percent"] = "0.5" }).ToString()
                .ShouldBe("spectral_rolloff(roll_percent=0.5)");
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Options_of_another_feature_are_refused() =>
        Should.Throw<FeatureOptionException>(() => FeatureCatalog.Of("mfcc", new RmsOptions())).Message.ShouldContain("MfccOptions");

    /// <summary>Every option with every value that it takes, as far as these words go.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_feature_as_json_is_read_back(string name)
    {
        FeatureCatalog.FromJson(FeatureCatalog.Of(name).ToJson()).ShouldBe(FeatureCatalog.Of(name));
        string[] words = ["2", "13", "0.5", "36", "60", "512", "4000", "1e-7", "true", "false", "none", "hamming", "reflect", "inf"];
        foreach (var option in FeatureCatalog.OptionNamesOf(name))
        {
            var taken = 0;
            foreach (var value in words)
            {
                if (TryParse(option, value) is not { } spec) continue;
                taken++;
                FeatureCatalog.FromJson(spec.ToJson()).ShouldBe(spec, $"{option}={value}");
            }

            taken.ShouldBeGreaterThan(0, option);
        }

        FeatureSpec Parse(string option, string value) => FeatureCatalog.Parse(name, new Dictionary<string, string> { [option] = value });

        FeatureSpec? TryParse(string option, string value)
        {
            try
            {
                return Parse(option, value);
            }
            catch (FeatureOptionException)
            {
                return null;
            }
        }
    }
}
