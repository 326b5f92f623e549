namespace Undertone.Programs;

/// <summary>Where the programs of the system lie.</summary>
internal static class ProgramPath
{
    /// <summary>The file of a program in the first folder of PATH that has it, relative folders aside; null where none has.</summary>
    /// <param name="name">The program's name, without the <c>.exe</c> of Windows.</param>
    public static string? Find(string name)
    {
        var file = OperatingSystem.IsWindows() ? name + ".exe" : name;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
