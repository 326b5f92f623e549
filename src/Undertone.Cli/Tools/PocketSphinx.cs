using System.Text.Json;

namespace Undertone.Cli.Tools;

/// <summary>
/// PocketSphinx: <c>pocketsphinx_continuous</c> of the releases before 5, as Debian has it, with the folder of a model; and
/// <c>pocketsphinx</c> of the releases since, which has one of its own and prints JSON.
/// </summary>
internal sealed record PocketSphinx() : WordRecognizer("pocketsphinx", "Debian and Ubuntu: apt install pocketsphinx pocketsphinx-en-us")
{
    private const string Older = "pocketsphinx_continuous";
    private const string DebiansModel = "/usr/share/pocketsphinx/model/en-us";

    public override IReadOnlyList<string> Programs => [Older, Tool];

    public override string[] Arguments(string program, string wav, string? model)
    {
        var folder = model ?? DebiansModel;
        string[] files =
        [
            "-hmm", Path.Combine(folder, "en-us"), "-lm", Path.Combine(folder, "en-us.lm.bin"),
            "-dict", Path.Combine(folder, "cmudict-en-us.dict"),
        ];
        return program == Older
            ? ["-infile", wav, .. files, "-logfn", OperatingSystem.IsWindows() ? "NUL" : "/dev/null"]
            : [.. model is null ? [] : files, "single", wav];
    }

    public override string Words(string program, string output)
    {
        if (program == Older) return base.Words(program, output);
        try
        {
            using var json = JsonDocument.Parse(output);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("t", out var text)
                && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
