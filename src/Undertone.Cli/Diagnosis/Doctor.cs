namespace Undertone.Cli.Diagnosis;

/// <summary>All checks.</summary>
internal static class Doctor
{
    private static readonly Func<DoctorSettings, CancellationToken, IEnumerable<Finding>>[] Families =
    [
        (_, _) => ProgramChecks.Findings(),
        (_, _) => ModelChecks.Findings(),
        AudioChecks.Findings,
        SpeechChecks.Findings,
        (settings, _) => FolderChecks.Findings(settings),
        (settings, _) => SurroundingChecks.Findings(settings),
    ];

    /// <summary>What was found, always in the same order; the families are looked at side by side.</summary>
    public static IReadOnlyList<Finding> Look(DoctorSettings settings, CancellationToken cancellation)
    {
        var found = Array.ConvertAll(Families, f => Task.Run(() => f(settings, cancellation).ToArray(), CancellationToken.None));
        return [.. found.SelectMany(f => f.GetAwaiter().GetResult())];
    }
}
