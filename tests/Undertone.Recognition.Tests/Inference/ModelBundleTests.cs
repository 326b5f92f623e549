using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Undertone.Learning.Preprocessing;
using Undertone.Recognition.Emotions;
using Undertone.Recognition.Files;
using Undertone.Recognition.Inference;
using Undertone.Recognition.Inference.Bundle;
using Undertone.Recognition.Recipes;
using Undertone.Recognition.Tests.Recipes;

namespace Undertone.Recognition.Tests.Inference;

public sealed class ModelBundleTests
{
    [Fact]
    public void What_is_saved_is_loaded_and_the_bytes_are_the_same_each_time()
    {
        var bundle = Example();
        var bytes = Bytes(bundle);
        Bytes(bundle).ShouldBe(bytes);
        var loaded = Load(bytes);
        Bytes(loaded).ShouldBe(bytes);
        loaded.Manifest.Labels.ShouldBe(bundle.Manifest.Labels);
        loaded.Manifest.Scaler.Offset.ShouldBe(bundle.Manifest.Scaler.Offset);
        loaded.Manifest.TrainingCorpora.ShouldBe(bundle.Manifest.TrainingCorpora);
        loaded.Manifest.Speakers.ShouldBe(["emodb/03", "ravdess/01"]);
        loaded.Manifest.TrainingAudio.ShouldBe(bundle.Manifest.TrainingAudio);
        loaded.Card.ShouldBe("# tiny\n");
    }

    [Fact]
    public void A_bundle_of_a_time_when_no_hashes_of_audio_were_kept_is_read() =>
        Load(Rewrite(m => m.Replace("\"audio\": [", "\"other\": [", StringComparison.Ordinal))).Manifest.TrainingAudio.ShouldBeEmpty();

    [Fact]
    public void The_zip_holds_what_the_contract_names()
    {
        using var zip = new ZipArchive(new MemoryStream(Bytes(Example())));
        zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal).ShouldBe(["card.md", "manifest.json", "weights.safetensors"]);
    }

    [Fact]
    public void A_bundle_of_another_version_is_refused_with_what_to_do() =>
        Refusal(Rewrite(m => m.Replace("\"formatVersion\": 3", "\"formatVersion\": 4", StringComparison.Ordinal)))
            .ShouldContain("format version 4");

    [Theory]
    [InlineData("\"labels\": [", "\"labels\": [ 7,")]
    [InlineData("\"inputShape\": [", "\"inputShape\": [ 0,")]
    [InlineData("\"kind\": \"standard\"", "\"kind\": \"sideways\"")]
    [InlineData("\"seed\": 3", "\"seed\": \"3\"")]
    [InlineData("\"audio\": [", "\"audio\": [ 7,")]
    [InlineData("\"audio\": [", "\"audio\": 7, \"other\": [")]
    [InlineData("\"recipe\": {", "\"recept\": {")]
    [InlineData("\"bytes\": ", "\"bytes\": 1")]
    public void A_manifest_that_lies_is_refused(string right, string wrong) =>
        Refusal(Rewrite(m => m.Replace(right, wrong, StringComparison.Ordinal))).ShouldStartWith("tiny.undertone: ");

    [Fact]
    public void A_manifest_with_a_damaged_value_anywhere_is_read_or_refused_as_one()
    {
        var manifest = Example().Manifest.ToJson();
        JsonNode?[] wrong =
            [null, true, -1, 1e300, 0.5, "other", new JsonArray(), new JsonArray(1), new JsonObject(), new JsonObject { ["a"] = null }];
        var refused = 0;
        foreach (var place in JsonPlaces.Of(manifest))
        {
            IEnumerable<JsonObject> damaged =
                [JsonPlaces.Without(manifest, place), .. wrong.Select(w => JsonPlaces.With(manifest, place, w))];
            foreach (var json in damaged)
            {
                try
                {
                    ModelManifest.FromJson(new SavedJson(json, ""));
                }
                catch (FormatException e)
                {
                    e.Message.ShouldNotContain("(Parameter");
                    refused++;
                }
            }
        }

        refused.ShouldBeGreaterThan(300);
        const string Version = "\"formatVersion\": 1";
        foreach (var text in new[] { "", "{", "null", "[]", "{}", $"{{{Version}}}", $"{{{Version}, {Version}}}", $"{{{Version}e99}}" })
        {
            Refusal(Rewrite(_ => text)).ShouldStartWith(
                "tiny.undertone: this is not an Undertone model, or it is damaged: manifest.json: ", customMessage: text);
        }
    }

    [Fact]
    public void Weights_that_do_not_fit_the_recipe_are_refused()
    {
        var bundle = Example();
        var wrong = bundle with { Weights = [.. bundle.Weights.Take(1).Select(w => w with { Name = "other" }), .. bundle.Weights.Skip(1)] };
        Should.Throw<ModelFormatException>(() => new EmotionRecognizer(wrong, "tiny.undertone")).Message.ShouldContain("other");
        Should.Throw<ModelFormatException>(() => new EmotionRecognizer(bundle with { Weights = [] }, "tiny.undertone"));
    }

    [Fact]
    public void Damage_anywhere_ends_in_one_exception_that_names_the_file()
    {
        var example = Example();
        var good = Bytes(example);
        var random = new Random(20260101);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (round % 3 == 0) bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                // What is read in spite of the damage must be what was written: every byte that counts is covered by a checksum.
                Bytes(Load(bytes)).ShouldBe(good);
            }
            catch (ModelFormatException e)
            {
                e.Message.ShouldStartWith("tiny.undertone: ");
            }
        }
    }

    private static string Refusal(byte[] bytes) => Should.Throw<ModelFormatException>(() => Load(bytes)).Message;

    private static ModelBundle Load(byte[] bytes) => ModelBundle.Load(new MemoryStream(bytes), "tiny.undertone");

    private static byte[] Bytes(ModelBundle bundle)
    {
        using var stream = new MemoryStream();
        bundle.Save(stream);
        return stream.ToArray();
    }

    private static byte[] Rewrite(Func<string, string> change)
    {
        using var stream = new MemoryStream();
        stream.Write(Bytes(Example()));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            var entry = zip.GetEntry("manifest.json")!;
            string text;
            using (var reader = new StreamReader(entry.Open())) text = reader.ReadToEnd();
            change(text).ShouldNotBe(text);
            entry.Delete();
            using var writer = zip.CreateEntry("manifest.json").Open();
            writer.Write(Encoding.UTF8.GetBytes(change(text)));
        }

        return stream.ToArray();
    }

    private static ModelBundle Example()
    {
        var recipe = Recipe.Parse("""
            { "name": "tiny", "features": { "list": [ { "name": "rms" } ] },
              "model": { "kind": "network", "layers": [ { "type": "dense", "units": 3 }, { "type": "relu" } ] } }
            """);
        var manifest = new ModelManifest
        {
            Name = "tiny",
            PackageVersion = "0.0.1",
            Recipe = recipe,
            Labels = new LabelSet(["calm", "stressed"]),
            InputShape = [2],
            Scaler = new StandardScaler([0.1, -3e-7], [1.5, 2]),
            TrainingCorpora = [new TrainingCorpus("ravdess", "CC BY-NC-SA 4.0", 10, 1), new TrainingCorpus("emodb", "", 5, 1)],
            Speakers = ["emodb/03", "ravdess/01"],
            TrainingAudio = ["0123456789ABCDEF", "FEDCBA9876543210"],
            Seed = 3,
            UncertainBelow = 0.4,
        };
        return new ModelBundle(manifest, NetworkModel.Create(recipe, [2], 2, seed: 5).Weights(), "# tiny\n");
    }
}
