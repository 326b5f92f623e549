using System.Text.RegularExpressions;
using Undertone.Cli.Terminals;
using Undertone.Words;

namespace Undertone.Cli.Tools.Slurm;

/// <summary>What <c>--slurm</c> asks the cluster for. Every value is checked, as it goes into scripts.</summary>
internal sealed partial record SlurmSettings
{
    private static readonly (string Key, string? Directive, Func<string, bool> Fits, string Expected)[] Known =
    [
        ("partition", "partition", v => Name().IsMatch(v), "a name"),
        ("cpus", "cpus-per-task", v => Count().IsMatch(v), "a number of processors for a unit"),
        ("mem", "mem", v => Memory().IsMatch(v), "memory for a unit such as 4G or 500M"),
        ("time", "time", v => Time().IsMatch(v), "minutes, or a time such as 1-12:00:00"),
        ("account", "account", v => Name().IsMatch(v), "a name"),
        ("constraint", "constraint", v => Features().IsMatch(v), "features of nodes such as avx2 or a&b"),
        ("array", null, v => Limit().IsMatch(v), "%N, where at most N tasks are to run at a time"),
        ("plan", null, FitsScripts, PathExpected),
    ];

    private const string PathExpected = "a folder that all machines see, without quotes, backslashes, percent signs and line ends";

    /// <summary>The keys that there are.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. Known.Select(k => k.Key)];

    /// <summary>The folder of the plan, as given; null for the default.</summary>
    public string? Plan { get; private init; }

    /// <summary>What is behind the range of an array: <c>%N</c>, or nothing.</summary>
    public string ArrayLimit { get; private init; } = "";

    /// <summary>What both jobs ask for, as sbatch's options without the dashes, such as <c>mem=4G</c>.</summary>
    public IReadOnlyList<string> Directives { get; private init; } = [];

    /// <summary>Reads the value of the option: <c>KEY=VALUE,...</c>.</summary>
    /// <exception cref="UsageException">A key is unknown or stands there twice, or a value is none of its kind.</exception>
    public static SlurmSettings Parse(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(','))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at < 1) throw new UsageException($"--slurm {part}: expected KEY=VALUE; keys are {string.Join(", ", Keys)}.");
            var (key, value) = (part[..at], part[(at + 1)..]);
            var known = Known.FirstOrDefault(k => k.Key == key);
            if (known.Key is null)
            {
                throw new UsageException(
                    $"--slurm: there is no key '{key}'{NearestWord.Hint(key, Keys)}; keys are {string.Join(", ", Keys)}.");
            }

            if (!known.Fits(value)) throw new UsageException($"--slurm {key}: expected {known.Expected}.");
            if (!values.TryAdd(key, value)) throw new UsageException($"--slurm: {key} is given twice.");
        }

        return new SlurmSettings
        {
            Plan = values.GetValueOrDefault("plan"),
            ArrayLimit = values.GetValueOrDefault("array", ""),
            Directives =
            [
                .. from known in Known
                   where known.Directive is not null && values.ContainsKey(known.Key)
                   select $"{known.Directive}={values[known.Key]}",
            ],
        };
    }

    /// <summary>Refuses a folder whose name cannot stand in a script of Slurm.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public static string CheckPlan(string path) =>
        FitsScripts(path) ? path : throw new UsageException($"--slurm plan: {path} cannot be named to Slurm: expected {PathExpected}.");

    private static bool FitsScripts(string path) =>
        path.Length > 0 && !path.Any(c => c is '"' or '\'' or '\\' or '%' || char.IsControl(c));

    [GeneratedRegex(@"\A[A-Za-z0-9_.+-]+\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A[1-9][0-9]{0,5}\z")]
    private static partial Regex Count();

    [GeneratedRegex(@"\A[0-9]{1,12}[KMGTkmgt]?\z")]
    private static partial Regex Memory();

    [GeneratedRegex(@"\A([0-9]+-)?[0-9]+(:[0-9]{1,2}){0,2}\z|\AUNLIMITED\z")]
    private static partial Regex Time();

    [GeneratedRegex(@"\A[A-Za-z0-9_.+:@&|()\[\]*-]+\z")]
    private static partial Regex Features();

    [GeneratedRegex(@"\A%[1-9][0-9]{0,8}\z")]
    private static partial Regex Limit();
}
