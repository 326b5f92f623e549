using System.Text.Json.Nodes;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Inference.Voices;
using Undertone.Recognition.Tests.Files;
using Undertone.Recognition.Tests.Recipes;

namespace Undertone.Recognition.Tests.Inference.Voices;

public sealed class VoiceTests
{
    [Fact]
    public void What_is_kept_is_read_back_to_the_last_digit()
    {
        using var folder = new TemporaryFolder();
        var voices = new VoiceFolder(Path.Combine(folder.Root, "a", "voices"));
        voices.Names().ShouldBeEmpty();
        var voice = Example();
        voices.Save(voice with { Clips = 2 });
        voices.Save(voice);
        voices.Save(voice with { Name = "Žofie 2" });
        voices.Names().ShouldBe(["anna", "Žofie 2"], ignoreOrder: true);
        var read = voices.Load("anna");
        read.Mean.ShouldBe(voice.Mean);
        (read with { Mean = voice.Mean }).ShouldBe(voice);
        voices.Delete("anna");
        voices.Names().ShouldBe(["Žofie 2"]);
        Directory.GetFiles(voices.FullPath).Length.ShouldBe(1);
        Should.Throw<VoiceException>(() => voices.Load("anna")).Message.ShouldContain("there are: Žofie 2");
        Should.Throw<VoiceException>(() => voices.Delete("anna"));
    }

    [UnixFact]
    public void Only_the_user_may_read_it()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        var voices = new VoiceFolder(Path.Combine(folder.Root, "voices"));
        voices.Save(Example());
        voices.Save(Example());
        var file = Path.Combine(voices.FullPath, "anna.json");
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(voices.FullPath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("anna")]
    [InlineData("Anna-Lena (2)")]
    [InlineData("Žofie")]
    [InlineData("किरण")]
    [InlineData("m.r@home")]
    [InlineData("console")]
    public void A_name_that_every_system_takes_is_one(string name) => VoiceName.Fault(name).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../anna")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("c:anna")]
    [InlineData(".hidden")]
    [InlineData("-n")]
    [InlineData(" anna")]
    [InlineData("anna ")]
    [InlineData("anna.")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a*")]
    [InlineData("NUL")]
    [InlineData("com1.txt")]
    [InlineData("\ud800")]
    [InlineData("a\udc00")]
    public void A_name_that_leads_elsewhere_or_is_no_file_s_is_refused_before_anything_is_touched(string name)
    {
        VoiceName.Fault(name).ShouldNotBeNull();
        using var folder = new TemporaryFolder();
        var voices = new VoiceFolder(Path.Combine(folder.Root, "voices"));
        Should.Throw<VoiceException>(() => voices.Save(Example() with { Name = name }));
        Should.Throw<VoiceException>(() => voices.Load(name));
        Should.Throw<VoiceException>(() => voices.Delete(name));
        Directory.GetFileSystemEntries(folder.Root).ShouldBeEmpty();
    }

    [Fact]
    public void A_name_of_any_character_is_refused_or_stays_in_its_folder()
    {
        using var folder = new TemporaryFolder();
        var voices = new VoiceFolder(Path.Combine(folder.Root, "voices"));
        for (var c = 0; c < 0x300; c++)
        {
            var name = "a" + (char)c + "b";
            if (VoiceName.Fault(name) is not null) continue;
            voices.Save(Example() with { Name = name });
            File.Exists(Path.Combine(voices.FullPath, name + ".json")).ShouldBeTrue(name);
            voices.Delete(name);
        }

        VoiceName.Fault(new string('a', 64)).ShouldBeNull();
        VoiceName.Fault(new string('a', 65)).ShouldNotBeNull();
        Directory.GetFileSystemEntries(folder.Root).Length.ShouldBe(1);
    }

    [Fact]
    public void A_damaged_voice_is_refused_by_name_wherever_the_damage_is()
    {
        using var folder = new TemporaryFolder();
        var voices = new VoiceFolder(folder.Root);
        JsonNode?[] wrong = [null, true, -1, 1e300, 0.5, "other", new JsonArray(), new JsonArray(1, "2"), new JsonObject()];
        var refused = 0;
        var json = Example().ToJson();
        foreach (var place in JsonPlaces.Of(json))
        {
            IEnumerable<JsonObject> damaged = [JsonPlaces.Without(json, place), .. wrong.Select(w => JsonPlaces.With(json, place, w))];
            foreach (var text in damaged.Select(d => d.ToJsonString()).Concat(["", "{", "null", "[]"]))
            {
                File.WriteAllText(Path.Combine(folder.Root, "anna.json"), text);
                try
                {
                    voices.Load("anna");
                }
                catch (VoiceException e)
                {
                    e.Message.ShouldContain("anna.json: this voice is damaged: ");
                    e.Message.ShouldNotContain("(Parameter");
                    refused++;
                }
            }
        }

        refused.ShouldBeGreaterThan(60);
    }

    [Fact]
    public void The_settings_of_a_head_are_read_back_and_a_damaged_value_anywhere_is_refused_or_read()
    {
        var settings = new VoiceSettings
        {
            Kind = "logistic-regression",
            Settings = new JsonObject { ["classes"] = 3 },
            Scaler = new StandardScaler([0.25, -1], [1, 2]),
            Mean = [0.1, 1.0 / 3],
            NeutralShift = [-0.5, 0.125],
            UncertainBelow = 0.375,
        };
        var json = settings.ToJson();
        Read(json).ToJson().ToJsonString().ShouldBe(json.ToJsonString());
        var none = (settings with { NeutralShift = null }).ToJson();
        Read(none).NeutralShift.ShouldBeNull();
        JsonNode?[] wrong = [null, true, -1, 1e300, "other", new JsonArray(), new JsonArray(1), new JsonObject()];
        var refused = 0;
        foreach (var place in JsonPlaces.Of(json))
        {
            IEnumerable<JsonObject> damaged = [JsonPlaces.Without(json, place), .. wrong.Select(w => JsonPlaces.With(json, place, w))];
            foreach (var other in damaged)
            {
                try
                {
                    Read(other);
                }
                catch (FormatException e)
                {
                    e.Message.ShouldNotContain("(Parameter");
                    refused++;
                }
            }
        }

        refused.ShouldBeGreaterThan(60);

        static VoiceSettings Read(JsonObject json) => VoiceSettings.FromJson(new SavedJson(json, ""));
    }

    [Theory]
    [InlineData(1, false, 0, 1, 1)]
    [InlineData(4, false, 1.1, 0.5, 1)]
    [InlineData(5, false, 1.1, 0.5, 0)]
    [InlineData(5, false, 1.1, 1, 0)]
    [InlineData(5, false, 0.95, 0.6, 0)]
    [InlineData(5, false, 0.95, 0.8, 1)]
    [InlineData(5, false, 0.7, 0.3, 1)]
    [InlineData(3, false, 0.7, 1, 2)]
    [InlineData(3, true, 0.7, 1, 1)]
    [InlineData(8, true, 0.3, 1, 0)]
    public void Few_clips_and_clips_that_sound_alike_are_warned_of(int clips, bool neutral, double spread, double same, int warnings) =>
        (Example() with { Clips = clips, Neutral = neutral, Spread = spread, SameAnswer = same }).Warnings.Count.ShouldBe(warnings);

    internal static Voice Example() => new()
    {
        Name = "anna",
        Model = "tiny",
        ModelFingerprint = new string('a', 64),
        Clips = 6,
        Seconds = 12.345678901234567,
        Mean = [0.1, -1.0 / 3, 1e-300],
        Spread = 1.0 / 7,
        SameAnswer = 2.0 / 3,
    };
}
