using System.Text;
using System.Text.Json;
using Undertone.Fleet.Stores;
using Undertone.Recognition.Experiments;
using Undertone.Recognition.Inference;

namespace Undertone.Fleet.Tests.Stores;

/// <summary>Predictions and runs of all shapes, the same for the same number.</summary>
internal static class Samples
{
    private static readonly string[] Emotions = ["sad", "happy", "bored", "tense"];

    public static PredictionEntry Entry(int i) => new()
    {
        Result = Result(i),
        Model = i % 3 == 0 ? "base" : "small",
        ModelVersion = $"1.{i % 2}",
        AudioHash = i % 4 == 0 ? null : AudioHash.Of([(byte)i]),
        AudioPath = i % 5 == 0 ? $"/kept/{i}.wav" : null,
        Tag = i % 6 == 0 ? "a ; 'b' \"c\"" : i % 6 == 1 ? "ключ\n\tу" : null,
        Speaker = i % 7 == 0 ? $"speaker {i % 3}" : null,
    };

    public static FilePrediction Result(int i)
    {
        var emotion = Emotions[i % 4];
        var speech = i % 9 != 8;
        var scores = string.Join(',', Emotions.Select(e => $"\"{e}\":{(e == emotion ? "0.7" : "0.1")}"));
        var segments = i % 8 != 3 ? "" : $$"""
            ,"segments":[{"startSeconds":0,"endSeconds":1.5,"speech":true,"emotion":"{{emotion}}","confidence":0.7,"uncertain":false,
            "uncertainBecause":[],"scores":{ {{scores}} } }]
            """;
        var json = $$"""
            {"file":"folder/{{i}} é🎧.wav"{{(i % 10 == 4 ? ",\"channel\":2" : "")}},
            "durationSeconds":{{i}}.123456789,"speech":{{(speech ? "true" : "false")}},
            "emotion":{{(speech ? $"\"{emotion}\"" : "null")}},
            "confidence":{{(speech ? "0.7" : "0")}},"uncertain":{{(i % 4 == 1 ? "true" : "false")}},
            "uncertainBecause":[{{(i % 4 == 1 ? "\"low-confidence\"" : "")}}],
            "voice":{{(i % 11 == 5 ? "{\"name\":\"ana\",\"clips\":3}" : "null")}},
            "scores":{ {{scores}} }{{segments}}}
            """;
        return JsonSerializer.Deserialize<FilePrediction>(json, PredictionJson.SerializerOptions)!;
    }

    public static RunEntry Run(int i) => new()
    {
        Name = $"2026-01-0{i % 9 + 1}",
        Kind = (RunKind)(i % 3),
        Recipes = i % 3 == 2 ? ["knn", $"rnn-{i % 2}"] : ["knn"],
        Protocol = "5 folds by speaker",
        Uar = i % 4 == 0 ? null : 0.1 * (i % 7),
        Path = $"/runs/{i}",
        Evaluation = i % 2 == 0 ? null
            : JsonDocument.Parse($$"""{"uar":0.5,"note":"ü \u0000 {{i}}","list":[1,null]}""").RootElement.Clone(),
    };

    /// <summary>All that a store says of something, as text that tests compare.</summary>
    public static string Json(StoredPrediction prediction) => Json(json => StoreJson.Write(json, prediction));

    public static string Json(StoredRun run) => Json(json => StoreJson.Write(json, run));

    public static async Task<List<StoredPrediction>> AllAsync(this IPredictionStore store)
    {
        var all = new List<StoredPrediction>();
        await foreach (var prediction in store.ListAllAsync(new PredictionQuery { Limit = 7 })) all.Add(prediction);
        return all;
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) write(json);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
