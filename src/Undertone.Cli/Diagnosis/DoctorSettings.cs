using Undertone.Cli.Terminals;
using Undertone.Programs;
using Undertone.Recognition.Training;

namespace Undertone.Cli.Diagnosis;

/// <summary>Where the checks look.</summary>
/// <param name="Terminal">Where the command writes.</param>
internal sealed record DoctorSettings(Terminal Terminal)
{
    /// <summary>The file of a program; null where there is none. Default: PATH.</summary>
    public Func<string, string?> Find { get; init; } = ProgramPath.Find;

    /// <summary>How long a program may take to tell its version. Default two seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The folder of the feature cache. Default: the user's.</summary>
    public string Cache { get; init; } = CacheFolder.Default();

    /// <summary>The folder of run folders. Default <c>runs</c>.</summary>
    public string Runs { get; init; } = "runs";
}
