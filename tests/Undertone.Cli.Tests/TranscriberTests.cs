using Undertone.Cli.Terminals;
using Undertone.Cli.Tools;
using Undertone.Sound.Audio;

namespace Undertone.Cli.Tests;

public sealed class TranscriberTests : IDisposable
{
    private static readonly AudioClip Clip = new([.. Enumerable.Range(0, 8000).Select(i => MathF.Sin(i * 0.1f) / 2)], 8000);

    private readonly string _folder = Directory.CreateTempSubdirectory("undertone-transcriber-").FullName;
    private readonly List<string> _told = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>For each program: its model, what it prints, its arguments with WAV for the file.</summary>
    public static TheoryData<string, string, string, string> Programs() => new()
    {
        { "whisper-cli", "", "\n  hello there \n and more\n", "-nt|-np|-f|WAV" },
        { "whisper-cli", "/models/ggml base.bin", "hello there and more", "-m|/models/ggml base.bin|-nt|-np|-f|WAV" },
        { "vosk-transcriber", "", "hello there\nand more\n", "--log-level|ERROR|--input|WAV" },
        { "vosk-transcriber", "/models/vosk", "hello there and more", "--model|/models/vosk|--log-level|ERROR|--input|WAV" },
        {
            "pocketsphinx_continuous", "", "hello there\nand more\n",
            "-infile|WAV|-hmm|/usr/share/pocketsphinx/model/en-us/en-us|-lm|/usr/share/pocketsphinx/model/en-us/en-us.lm.bin"
            + "|-dict|/usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict|-logfn|/dev/null"
        },
        { "pocketsphinx", "", "{\"b\": 0.0, \"d\": 1.0, \"t\": \"hello there and more\", \"w\": []}", "single|WAV" },
        {
            "pocketsphinx", "/m", "{\"t\": \"hello there and more\"}",
            "-hmm|/m/en-us|-lm|/m/en-us.lm.bin|-dict|/m/cmudict-en-us.dict|single|WAV"
        },
    };

    [UnixTheory]
    [MemberData(nameof(Programs))]
    public void Every_program_gets_its_command_line_and_its_words_are_read(string program, string model, string prints, string arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "prints"), prints);
        var tool = new FakeTool(Path.Combine(_folder, "it's $HOME"), program, $"cat '{_folder}/prints'");
        var transcriber = Transcriber.Of(model.Length == 0 ? tool.Path : $"{tool.Path}={model}", _told.Add);
        transcriber.Words(Clip, "clip", CancellationToken.None).ShouldBe("hello there and more");
        string.Join('|', tool.Arguments.Select(a => a.EndsWith(".wav", StringComparison.Ordinal) ? "WAV" : a)).ShouldBe(arguments);
        var heard = AudioClip.Load(tool.Wav);
        heard.SampleRateHz.ShouldBe(16000);
        heard.DurationSeconds.ShouldBe(1, 1e-3);
        File.Exists(tool.Arguments.Single(a => a.EndsWith(".wav", StringComparison.Ordinal))).ShouldBeFalse("the file is a temporary one");
        _told.ShouldBeEmpty();
    }

    [UnixTheory]
    [InlineData("{\"t\": 3}")]
    [InlineData("[1]")]
    [InlineData("no json")]
    [InlineData("")]
    public void What_a_program_should_not_print_gives_no_words(string prints)
    {
        File.WriteAllText(Path.Combine(_folder, "prints"), prints);
        var tool = new FakeTool(_folder, "pocketsphinx", $"cat '{_folder}/prints'");
        // The older program of that name is looked for first, and is not in the folder.
        Transcriber.Of(tool.Path, _told.Add).Words(Clip, "clip", CancellationToken.None).ShouldBe("");
    }

    [UnixFact]
    public void A_program_that_fails_is_told_each_time_and_one_that_is_missing_once()
    {
        var tool = new FakeTool(_folder, "whisper-cli", "echo some words; echo 'cannot load model' >&2; exit 4");
        var failing = Transcriber.Of(tool.Path, _told.Add);
        failing.Words(Clip, "a.wav", CancellationToken.None).ShouldBeNull();
        failing.Words(Clip, "b.wav", CancellationToken.None).ShouldBeNull();
        failing.IsThere.ShouldBeTrue();
        _told.ShouldBe(
        [
            "note: a.wav: no words, whisper-cli failed (cannot load model)",
            "note: b.wav: no words, whisper-cli failed (cannot load model)",
        ]);
        _told.Clear();
        var missing = Transcriber.Of(Path.Combine(_folder, "vosk-transcriber"), _told.Add);
        for (var i = 0; i < 3; i++) missing.Words(Clip, "a.wav", CancellationToken.None).ShouldBeNull();
        missing.IsThere.ShouldBeFalse();
        _told.ShouldBe(["warning: --transcribe: vosk-transcriber is not installed, so there are no words (pip install vosk)."]);
    }

    [Theory]
    [InlineData("parrot")]
    [InlineData("/usr/bin/parrot=x")]
    [InlineData("")]
    public void Other_programs_are_refused(string word) =>
        Should.Throw<UsageException>(() => Transcriber.Of(word, _told.Add)).Message
            .ShouldContain("whisper-cli, vosk-transcriber, pocketsphinx");

    [SlowFact]
    public void Pocketsphinx_itself_hears_words()
    {
        if (!Tier.HasCommand("pocketsphinx_continuous") || !Tier.HasCommand("espeak-ng")) return;
        var file = Path.Combine(_folder, "said.wav");
        SystemTool.Run("espeak-ng", ["-v", "en", "-s", "120", "-w", file, "--stdin"], "one two three four five six seven", default)!
            .Failure.ShouldBeNull();
        var words = Transcriber.Of("pocketsphinx", _told.Add).Words(AudioClip.Load(file), "said.wav", CancellationToken.None);
        _told.ShouldBeEmpty();
        words!.Split(' ').Intersect(["one", "two", "three", "four", "five", "six", "seven"]).ShouldNotBeEmpty(words);
    }
}
